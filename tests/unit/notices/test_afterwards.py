"""What may happen to a recorded notice: consent, routing with the conflict check, withdrawal, need to know."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.vocabulary.notices import NoticeScope
from infra.eventstore.records import OutgoingMessage
from infra.refusals import Gone, NotFound, StaleVersion
from services.intake.notices.application import NoticesApplication
from services.intake.notices.domain.consent import (
    OptionsNotExplained,
    ScopeGrantedInTheFuture,
    ScopeGrantedTwice,
    ScopeNotGranted,
)
from services.intake.notices.domain.notice import Notice
from services.intake.notices.domain.refusals import (
    AlreadySent,
    CommissionNotSuitable,
    DeliberationNotAuthorised,
    NoticeOver,
)
from tests.unit.notices.given import (
    EXPLAINED,
    FOR_RUI,
    NOTICED,
    NOTIFIER,
    OPENING,
    PSEUDONYMS,
    RECORDED,
    SCOPES,
    application,
    asked,
    on_the_day,
    recorded,
    roster,
)


@pytest.fixture
def app() -> NoticesApplication:
    return application()


def messages(app: NoticesApplication) -> list[OutgoingMessage]:
    found: list[OutgoingMessage] = app.store.recorder.messages  # type: ignore[attr-defined]
    return found


def sent(app: NoticesApplication, *members: str, notice: Notice | None = None) -> Notice:
    found = notice or recorded(app)
    return app.send_to_commission("ana", found.id, found.version, roster(app, *members), OPENING)


@pytest.mark.parametrize("conflicted", [NOTICED, NOTIFIER, "tj demo 2002"])
def test_a_commission_with_a_party_among_its_members_is_not_told(app: NoticesApplication, conflicted: str) -> None:
    with pytest.raises(CommissionNotSuitable):
        sent(app, "TJ-DEMO-1", conflicted)
    assert messages(app) == []


def test_unknown_empty_and_conflicted_commissions_get_one_answer(app: NoticesApplication) -> None:
    notice = recorded(app)
    for commission in (uuid4(), roster(app), roster(app, NOTICED)):
        with pytest.raises(CommissionNotSuitable):
            app.send_to_commission("ana", notice.id, 1, commission, OPENING)


def test_a_member_who_left_is_no_obstacle(app: NoticesApplication) -> None:
    notice, commission = recorded(app), roster(app, "TJ-DEMO-1", NOTICED)
    app.member_left(commission, PSEUDONYMS.person(NOTICED))
    assert app.send_to_commission("ana", notice.id, 1, commission, OPENING).status == "sent_to_commission"


def test_the_message_says_nothing_of_people_or_conduct(app: NoticesApplication) -> None:
    notice = sent(app, "TJ-DEMO-1")
    (message,) = messages(app)
    assert message.channel == "confidential"
    data = message.body["data"]
    assert set(data) == {
        "notice_id", "commission_id", "conflict_tokens", "scopes", "received_at",
        "urgent_look_due_at", "deliberation_due_at", "deliberation_due_on",
    }  # fmt: skip
    assert PSEUDONYMS.within(notice.id, PSEUDONYMS.person(NOTICED)) in data["conflict_tokens"]
    assert PSEUDONYMS.person(NOTICED) not in data["conflict_tokens"]
    assert len(data["conflict_tokens"]) == 8


def test_without_the_scope_nothing_is_sent(app: NoticesApplication) -> None:
    with pytest.raises(DeliberationNotAuthorised):
        sent(app, "TJ-DEMO-1", notice=recorded(app, scopes=SCOPES[:1]))


def test_a_notice_is_with_one_commission_at_a_time(app: NoticesApplication) -> None:
    with pytest.raises(AlreadySent):
        sent(app, "TJ-DEMO-1", notice=sent(app, "TJ-DEMO-2"))


def test_a_notice_that_came_back_unopened_can_go_elsewhere(app: NoticesApplication) -> None:
    notice = sent(app, "TJ-DEMO-1")
    assert notice.commission_id
    app.return_unopened(notice.id, uuid4())
    assert app.notice("ana", notice.id).status == "sent_to_commission"
    app.return_unopened(notice.id, notice.commission_id)
    back = app.notice("ana", notice.id)
    assert (back.status, back.commission_id) == ("recorded", None)
    assert sent(app, "TJ-DEMO-2", notice=back).status == "sent_to_commission"


def test_only_who_needs_to_know_finds_it(app: NoticesApplication) -> None:
    notice = recorded(app, notifier_account="n-1")
    assert app.notice("n-1", notice.id).id == notice.id
    for call in (
        lambda: app.notice("eva", notice.id),
        lambda: app.content("eva", notice.id, OPENING),
        lambda: app.readings("eva", notice.id, 10),
        lambda: app.withdraw("eva", notice.id, 99),
        lambda: app.send_to_commission("eva", notice.id, 99, uuid4(), OPENING),
        lambda: app.withdraw("eva", uuid4(), 99),
    ):
        with pytest.raises(NotFound):
            call()
    with pytest.raises(StaleVersion):
        app.withdraw("ana", notice.id, 99)


def test_the_notifier_chooses_who_attends(app: NoticesApplication) -> None:
    notice = app.choose_attending_member("ana", recorded(app).id, 1, "bia")
    with pytest.raises(NotFound):
        app.notice("ana", notice.id)
    assert app.notice("bia", notice.id).attending == "bia"


def test_a_later_scope_too_is_given_after_the_options_and_not_in_the_future(app: NoticesApplication) -> None:
    notice = recorded(app)
    before = asked(NoticeScope.URGENT, "schedule_change", granted_at=EXPLAINED)
    with pytest.raises(OptionsNotExplained):
        app.allow("ana", notice.id, 1, before)
    to_come = asked(NoticeScope.URGENT, "schedule_change", granted_at=RECORDED + timedelta(seconds=1))
    with on_the_day(), pytest.raises(ScopeGrantedInTheFuture):
        app.allow("ana", notice.id, 1, to_come)


def test_a_scope_is_given_and_taken_back(app: NoticesApplication) -> None:
    notice, grant_id = app.allow("ana", recorded(app).id, 1, asked(NoticeScope.URGENT, "schedule_change"))
    assert notice.grants[(NoticeScope.URGENT, "schedule_change")].grant_id == grant_id
    with pytest.raises(ScopeGrantedTwice):
        app.allow("ana", notice.id, 2, asked(NoticeScope.URGENT, "schedule_change"))
    notice = app.disallow("ana", notice.id, 2, NoticeScope.URGENT, "schedule_change")
    with pytest.raises(ScopeNotGranted):
        app.disallow("ana", notice.id, 3, NoticeScope.URGENT, "schedule_change")
    assert messages(app) == []


def test_a_commission_learns_when_the_consent_changes(app: NoticesApplication) -> None:
    notice = sent(app, "TJ-DEMO-1")
    app.disallow("ana", notice.id, notice.version, NoticeScope.DELIBERATE)
    assert messages(app)[-1].body["data"]["scopes"] == ["RECORD", "SHARE_HEALTH"]


def test_taking_back_the_record_withdraws_the_notice(app: NoticesApplication) -> None:
    notice = sent(app, "TJ-DEMO-1")
    notice = app.disallow("ana", notice.id, notice.version, NoticeScope.RECORD)
    assert (notice.status, notice.scopes) == ("withdrawn", ())
    assert messages(app)[-1].body["type"] == "org.travessia.notices.notice.withdrawn.v1"
    with pytest.raises(Gone):
        app.content("ana", notice.id, OPENING)
    for call in (
        lambda: app.withdraw("ana", notice.id, notice.version),
        lambda: app.allow("ana", notice.id, notice.version, asked(NoticeScope.RECORD)),
        lambda: app.choose_attending_member("ana", notice.id, notice.version, "bia"),
    ):
        with pytest.raises(NoticeOver):
            call()


def test_a_commission_reads_what_it_has_and_as_long_as_it_may(app: NoticesApplication) -> None:
    notice = sent(app, "TJ-DEMO-1")
    assert notice.commission_id
    assert app.content_for_deliberation(notice.id, notice.commission_id, FOR_RUI)["statement"]
    with pytest.raises(NotFound):
        app.content_for_deliberation(notice.id, uuid4(), FOR_RUI)
    app.disallow("ana", notice.id, notice.version, NoticeScope.DELIBERATE)
    with pytest.raises(Gone):
        app.content_for_deliberation(notice.id, notice.commission_id, FOR_RUI)


def test_a_closed_case_closes_the_notice_once(app: NoticesApplication) -> None:
    notice = sent(app, "TJ-DEMO-1")
    app.close(notice.id)
    app.close(notice.id)
    assert app.notice("ana", notice.id).status == "closed"
