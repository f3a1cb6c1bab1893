"""DL04 of a case: it runs from the notice, whatever day the case was opened, and its breach is an event."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from contracts.vocabulary.notices import CaseDecision
from infra.deadlines.deadline import deadline, deadline_id
from infra.eventstore.mapper import to_recorded_event
from services.commissions.harassment.domain.notice_case import CaseOver, NoticeCase
from tests.unit.commissions.given import SENT_AT, House, house


@pytest.fixture
def here() -> House:
    return house()


@pytest.fixture
def case(here: House) -> NoticeCase:
    opened = here.opened(here.regular())
    assert opened is not None
    return opened


def kept(here: House, case: NoticeCase) -> Any:
    with here.store.unit_of_work() as unit:
        return unit.get(deadline("commissions"), deadline_id("commissions", "DL04", case.id))


def last(here: House, case: NoticeCase) -> str:
    with here.store.begin() as unit:
        return type(to_recorded_event(unit.transaction.stream(case.id)[-1]).event).__name__


def test_it_ends_when_the_notice_said(here: House, case: NoticeCase) -> None:
    waiting = kept(here, case)
    assert (waiting.due.at, waiting.started_at) == (SENT_AT + timedelta(days=32), SENT_AT)


def test_a_deliberation_meets_it(here: House, case: NoticeCase) -> None:
    member = sorted(case.need_to_know)[0]
    here.cases.hold_deliberation(member, case.id, case.version, [member], [next(iter(CaseDecision))])
    assert kept(here, case).status == "met"
    here.cases.mark_overdue(case.id)
    assert last(here, case) == "DeliberationHeld"


def test_a_case_that_was_closed_waits_for_nothing(here: House, case: NoticeCase) -> None:
    here.cases.close_case(sorted(case.need_to_know)[0], case.id, case.version)
    assert kept(here, case).status == "dropped"
    with pytest.raises(CaseOver):
        here.cases.extend_deliberation(case.id, SENT_AT, date(2025, 5, 21))


def test_its_breach_is_an_event_that_is_told_to_nobody(here: House, case: NoticeCase) -> None:
    before = len(here.messages)
    here.cases.mark_overdue(case.id)
    assert last(here, case) == "DeliberationOverdue"
    assert len(here.messages) == before


def test_a_suspension_moves_it(here: House, case: NoticeCase) -> None:
    later = SENT_AT + timedelta(days=40)
    here.cases.extend_deliberation(case.id, later, later.date())
    with here.store.unit_of_work() as unit:
        due = unit.get(NoticeCase, case.id).due
    assert (due.deliberation_due_at, due.urgent_look_due_at) == (later, case.due.urgent_look_due_at)
