"""DL03 and DL04 of a notice: started with the record, stopped by a professional's look, handed over with the notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.suspension import declare
from infra.metadata import Metadata, acting
from services.intake.notices.application import NoticesApplication
from services.intake.notices.domain.notice import Notice
from services.intake.notices.domain.refusals import NoticeOver
from tests.unit.notices.given import OPENING, PLACE, application, on_the_day, recorded, roster

MANAUS = ZoneInfo("America/Manaus")


@pytest.fixture
def app() -> NoticesApplication:
    return application(waiting=True)


def kept(app: NoticesApplication, rule: str, notice: UUID) -> Any:
    with app.store.unit_of_work() as unit:
        return unit.get(deadline("notices"), deadline_id("notices", rule, notice))


def statuses(app: NoticesApplication, notice: Notice) -> tuple[str, str]:
    return kept(app, "DL03", notice.id).status, kept(app, "DL04", notice.id).status


def test_both_clocks_start_with_the_record(app: NoticesApplication) -> None:
    """Step 22: the 24 hours end on a holiday, day 30 is a Saturday."""
    notice = recorded(app)
    assert kept(app, "DL03", notice.id).due.at == datetime(2025, 4, 18, 16, 40, tzinfo=MANAUS)
    assert kept(app, "DL04", notice.id).due.on == date(2025, 5, 19)
    assert kept(app, "DL04", notice.id).place.court == f"court:{PLACE.court_id}"


def test_a_look_by_a_professional_meets_the_first(app: NoticesApplication) -> None:
    notice = recorded(app)
    with on_the_day():
        app.content("ana", notice.id, OPENING)
    assert statuses(app, notice) == ("met", "open")


def test_the_notifiers_own_look_does_not(app: NoticesApplication) -> None:
    notice = recorded(app, notifier_account="n1")
    with on_the_day():
        app.content("n1", notice.id, replace(OPENING, actor="n1"))
    assert statuses(app, notice) == ("open", "open")


def test_a_conflict_check_is_no_look(app: NoticesApplication) -> None:
    notice = recorded(app)
    with on_the_day():
        app.send_to_commission("ana", notice.id, notice.version, roster(app, "TJ-DEMO-3003"), OPENING)
    assert kept(app, "DL03", notice.id).status == "open"


def test_the_thirty_days_go_with_the_notice_and_come_back_with_it(app: NoticesApplication) -> None:
    notice = recorded(app)
    before, commission = kept(app, "DL04", notice.id).due, roster(app, "TJ-DEMO-3003")
    with on_the_day():
        app.send_to_commission("ana", notice.id, notice.version, commission, OPENING)
        assert statuses(app, notice) == ("open", "dropped")
        app.return_unopened(notice.id, commission)
    assert statuses(app, notice) == ("open", "open")
    assert kept(app, "DL04", notice.id).due == before


def test_a_withdrawn_notice_waits_for_nothing(app: NoticesApplication) -> None:
    notice = recorded(app)
    with on_the_day():
        app.withdraw("ana", notice.id, notice.version)
    assert statuses(app, notice) == ("dropped", "dropped")


def test_a_suspension_moves_the_thirty_days_and_keeps_the_day(app: NoticesApplication) -> None:
    notice, later = recorded(app), datetime(2025, 5, 21, 23, 59, 59, tzinfo=MANAUS)
    with acting(Metadata(occurred_at=later - timedelta(days=9))):
        app.extend_deliberation(notice.id, later, later.date())
    with app.store.unit_of_work() as unit:
        clocks = unit.get(Notice, notice.id).clocks
    assert (clocks.deliberation_due_at, clocks.deliberation_due_on) == (later, date(2025, 5, 21))
    assert clocks.urgent_look_due_at == kept(app, "DL03", notice.id).due.at


def test_what_is_over_is_not_extended(app: NoticesApplication) -> None:
    notice = recorded(app)
    with on_the_day():
        app.withdraw("ana", notice.id, notice.version)
    with pytest.raises(NoticeOver):
        app.extend_deliberation(notice.id, datetime(2025, 5, 21, tzinfo=MANAUS), date(2025, 5, 21))


def test_deadlines_of_notices_have_ids_that_tell_no_time(app: NoticesApplication) -> None:
    notice = recorded(app)
    assert kept(app, "DL03", notice.id).id.version == 5
    assert declare("notices", "BR-AM", date(2025, 5, 1), date(2025, 5, 2), "Ordinance 3/2025").id.version == 4
