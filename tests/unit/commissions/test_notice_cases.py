"""Notice cases: opened without conflict only, known to their list only, deliberated by it only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.vocabulary.courts import AppointmentBasis, MemberPosition, MembershipEnd
from contracts.vocabulary.notices import CaseDecision, NoticeScope
from infra.metadata import Metadata, acting
from infra.refusals import DomainError, NotFound, StaleVersion, Unavailable
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.notice_case import (
    BlockedMemberPresent,
    CaseOver,
    DeliberationNotAuthorised,
    NothingDecided,
    NoticeCase,
    NotOnNeedToKnowList,
    QuorumNotReached,
)
from tests.unit.commissions.given import SENT_AT, STAFF, House, house, nomination, sent

SUPPORT = (CaseDecision.SUPPORT_ONLY,)


@pytest.fixture
def home() -> House:
    return house()


def case_of(home: House, commission: Commission | None = None, **changes: object) -> NoticeCase:
    case = home.opened(commission or home.regular(), "n-1", "x-1", **changes)
    assert case is not None
    return case


def types(home: House) -> list[str]:
    return [message.body["type"].removeprefix("org.travessia.commissions.") for message in home.messages]


def test_the_list_is_made_of_the_full_members(home: House) -> None:
    case = case_of(home)
    assert case.need_to_know == {"ana", "bia", "jo", "ju", "rui"}
    assert case.due.urgent_look_due_at == SENT_AT + timedelta(hours=23)
    assert types(home)[-1] == "notice-case.opened.v1"


@pytest.mark.parametrize("conflicted", ["ana", "jo"])
def test_a_commission_with_a_conflict_opens_nothing(home: House, conflicted: str) -> None:
    assert home.opened(home.regular(), "n-1", conflicted) is None
    assert types(home)[-1] == "notice-return.recorded.v1"


def test_a_conflicted_substitute_blocks_too(home: House) -> None:
    commission = home.regular()
    commission, _ = home.appoint(
        commission, nomination("x-1", STAFF, AppointmentBasis.COURT_RULE, position=MemberPosition.SUBSTITUTE)
    )
    assert home.opened(commission, "n-1", "x-1") is None


def test_unknown_inactive_and_unauthorised_go_back(home: House) -> None:
    home.cases.open_case(sent(uuid4(), "n-1"))
    assert home.opened(home.constituted(), "n-1") is None
    assert home.opened(home.regular(), "n-1", scopes=(NoticeScope.RECORD,)) is None
    assert types(home).count("notice-return.recorded.v1") == 3


def test_only_the_list_finds_a_case(home: House) -> None:
    case = case_of(home)
    calls: tuple[Callable[[], object], ...] = (
        lambda: home.cases.case("x-1", case.id),
        lambda: home.cases.close_case("x-1", case.id, 99),
        lambda: home.cases.close_case("x-1", uuid4(), 99),
        lambda: home.cases.notice_content("x-1", case.id, "curiosity"),
    )
    for call in calls:
        with pytest.raises(NotFound):
            call()
    with pytest.raises(StaleVersion):
        home.cases.close_case("ana", case.id, 99)


def test_who_leaves_the_commission_finds_it_no_more(home: House) -> None:
    commission = home.regular()
    case = case_of(home, commission)
    ana = next(m.member_id for m in commission.members.values() if m.account == "ana")
    home.commissions.end_membership(commission.id, commission.version, ana, MembershipEnd.RESIGNED)
    with pytest.raises(NotFound):
        home.cases.case("ana", case.id)
    refused: tuple[tuple[type[DomainError], Callable[[], object]], ...] = (
        (NotOnNeedToKnowList, lambda: home.cases.assign_rapporteur("rui", case.id, case.version, "ana")),
        (BlockedMemberPresent, lambda: home.cases.hold_deliberation("rui", case.id, case.version, ["ana"], SUPPORT)),
    )
    for refusal, call in refused:
        with pytest.raises(refusal):
            call()


def test_the_rapporteur_is_on_the_list(home: House) -> None:
    case = case_of(home)
    with pytest.raises(NotOnNeedToKnowList):
        home.cases.assign_rapporteur("ana", case.id, 1, "x-1")
    case = home.cases.assign_rapporteur("ana", case.id, 1, "rui")
    assert case.rapporteur == "rui"
    case = home.cases.declare_conflict("ana", case.id, 2, "rui")
    assert case.rapporteur is None
    with pytest.raises(NotOnNeedToKnowList):
        home.cases.assign_rapporteur("ana", case.id, 3, "rui")


def test_a_blocked_member_stops_a_deliberation(home: House) -> None:
    case = case_of(home)
    with pytest.raises(BlockedMemberPresent):
        home.cases.hold_deliberation("ana", case.id, 1, ["ana", "rui", "x-1"], SUPPORT)
    home.cases.declare_conflict("ana", case.id, 1, "rui")
    with pytest.raises(BlockedMemberPresent):
        home.cases.hold_deliberation("ana", case.id, 2, ["ana", "rui"], SUPPORT)


def test_a_deliberation_decides_something_with_enough_members(home: House) -> None:
    case = case_of(home, home.regular(quorum=3))
    with pytest.raises(QuorumNotReached):
        home.cases.hold_deliberation("ana", case.id, 1, ["ana", "rui", "rui"], SUPPORT)
    with pytest.raises(NothingDecided):
        home.cases.hold_deliberation("ana", case.id, 1, ["ana", "rui", "jo"], [])
    case = home.cases.hold_deliberation("ana", case.id, 1, ["ana", "rui", "jo"], SUPPORT)
    assert case.decisions == SUPPORT
    assert case.deliberated_at is not None


@pytest.mark.parametrize(("days", "late"), [(31, False), (33, True)])
def test_a_late_deliberation_says_so(home: House, days: int, late: bool) -> None:
    case = case_of(home)
    with acting(Metadata(occurred_at=SENT_AT + timedelta(days=days))):
        home.cases.hold_deliberation("ana", case.id, 1, ["ana"], SUPPORT)
    with home.store.begin() as unit:
        held = unit.history(case.id)[-1].event
    assert isinstance(held, NoticeCase.DeliberationHeld)
    assert held.late is late


def test_a_conflict_found_later_leaves_decisions_to_be_confirmed(home: House) -> None:
    case = case_of(home)
    home.cases.hold_deliberation("ana", case.id, 1, ["ana", "rui"], SUPPORT)
    case = home.cases.declare_conflict("ana", case.id, 2, "rui")
    assert case.to_be_confirmed
    assert not home.cases.hold_deliberation("ana", case.id, 3, ["ana"], SUPPORT).to_be_confirmed


def test_a_substitute_is_admitted_after_the_same_check(home: House) -> None:
    commission = home.regular()
    case = case_of(home, commission)
    for account in ("sub", "x-1"):
        substitute = nomination(account, STAFF, AppointmentBasis.COURT_RULE, position=MemberPosition.SUBSTITUTE)
        commission, _ = home.appoint(commission, substitute)
    case = home.cases.admit_member("ana", case.id, 1, "sub")
    assert "sub" in case.need_to_know
    for account in ("x-1", "nobody"):
        with pytest.raises(NotOnNeedToKnowList):
            home.cases.admit_member("ana", case.id, 2, account)
    home.cases.declare_conflict("ana", case.id, 2, "sub")
    with pytest.raises(NotOnNeedToKnowList):
        home.cases.admit_member("ana", case.id, 3, "sub")


def test_without_the_consent_the_case_ends_by_choice(home: House) -> None:
    case = case_of(home)
    home.cases.change_consent(case.notice_id, case.commission_id, [NoticeScope.RECORD])
    home.cases.change_consent(case.notice_id, case.commission_id, [])
    closed = home.cases.case("ana", case.id)
    assert closed.status == "closed"
    assert types(home)[-1] == "notice-case.closed.v1"
    calls: tuple[Callable[[], object], ...] = (
        lambda: home.cases.hold_deliberation("ana", case.id, closed.version, ["ana"], SUPPORT),
        lambda: home.cases.assign_rapporteur("ana", case.id, closed.version, "rui"),
        lambda: home.cases.close_case("ana", case.id, closed.version),
        lambda: home.cases.declare_conflict("ana", case.id, closed.version, "rui"),
        lambda: home.cases.admit_member("ana", case.id, closed.version, "jo"),
    )
    for call in calls:
        with pytest.raises(CaseOver):
            call()


def test_a_case_without_the_scope_is_not_deliberated() -> None:
    case = NoticeCase.__new__(NoticeCase)
    case.status, case.scopes, case.need_to_know = "open", (NoticeScope.RECORD,), {"ana"}
    with pytest.raises(DeliberationNotAuthorised):
        case.hold_deliberation(["ana"], SUPPORT, None)


def test_a_change_of_a_notice_that_was_never_opened_here_is_nothing(home: House) -> None:
    home.cases.change_consent(uuid4(), uuid4(), [])
    assert home.messages == []


def test_content_comes_from_notices_or_not_at_all(home: House) -> None:
    ask = home.cases.notice_content("ana", case_of(home).id, "deliberation")
    with pytest.raises(Unavailable):
        ask()
