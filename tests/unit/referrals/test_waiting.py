"""DL05 and DL17 in referrals: started with the sending and the recall, ended by the partner, acted upon when late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.vocabulary.network import CancelledBy, DeclineReason, Urgency
from infra.deadlines.deadline import deadline, deadline_id
from infra.eventstore.mapper import to_recorded_event
from infra.eventstore.store import EventStore
from services.referrals.cases.domain.referral import Referral
from tests.unit.referrals.house import GRANT, NOON, House


def kept(store: EventStore, rule: str, referral: UUID) -> Any:
    with store.unit_of_work() as unit:
        return unit.get(deadline("referrals"), deadline_id("referrals", rule, referral))


def happened(house: House, referral: UUID) -> list[str]:
    with house.store.begin() as unit:
        return [type(to_recorded_event(r).event).__name__ for r in unit.transaction.stream(referral)]


@pytest.mark.parametrize(
    ("urgency", "end"),
    [
        (Urgency.SAME_DAY, datetime(2025, 4, 17, 16, 55, tzinfo=UTC)),
        (Urgency.WEEK, datetime(2025, 4, 25, 3, 59, 59, tzinfo=UTC)),
        (Urgency.NORMAL, datetime(2025, 5, 1, 3, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_answer_is_due_by_urgency_on_working_days(house: House, urgency: Urgency, end: datetime) -> None:
    """Thursday 17 April 2025, 08:55 in Manaus; Friday and Monday are holidays."""
    offer = house.offer()
    house.consent(offer.partner_id)
    referral = house.send(house.draft(urgency), offer)
    assert referral.response_due_at == end
    waiting = kept(house.store, "DL05", referral.id)
    assert (waiting.due.at, waiting.status) == (end, "open")
    assert waiting.place.municipality_ibge7 == "1399991"


def test_an_answer_meets_its_deadline(house: House) -> None:
    offer = house.offer()
    accepted, sent = house.accepted(offer), house.sent(offer)
    house.cases.decline_referral(sent.id, sent.version, DeclineReason.NO_CAPACITY)
    assert [kept(house.store, "DL05", r.id).status for r in (accepted, sent)] == ["met", "met"]


def test_what_is_taken_back_need_not_be_answered(house: House) -> None:
    offer = house.offer()
    cancelled = house.sent(offer)
    house.cases.cancel_referral(cancelled.id, cancelled.version, CancelledBy.PERSON)
    suspended = house.sent(offer)
    house.cases.follow_withdrawal(GRANT)
    assert [kept(house.store, "DL05", r.id).status for r in (cancelled, suspended)] == ["dropped", "dropped"]


def test_a_recall_is_confirmed_within_five_business_days(house: House) -> None:
    """X01: recalled on Thursday before Easter, confirmed by Monday 28 April."""
    referral = house.sent()
    house.cases.follow_withdrawal(GRANT)
    recalled = house.cases.referral(referral.id)
    assert recalled.recall_due_at == datetime(2025, 4, 29, 3, 59, 59, tzinfo=UTC)
    assert kept(house.store, "DL17", referral.id).due.at == recalled.recall_due_at
    house.cases.confirm_recall(referral.id, recalled.version)
    assert kept(house.store, "DL17", referral.id).status == "met"


def test_who_is_late_is_reminded_and_then_the_office_is_told(house: House) -> None:
    referral = house.sent()
    house.cases.remind_partner(referral.id)
    house.cases.escalate_answer(referral.id)
    assert happened(house, referral.id)[-2:] == ["AnswerReminded", "AnswerOverdue"]


def test_a_partner_answers_what_it_read_before_the_reminder(house: House) -> None:
    referral = house.sent()
    read = house.cases.referral(referral.id).version
    house.cases.remind_partner(referral.id)
    house.cases.escalate_answer(referral.id)
    house.cases.accept_referral(referral.id, read)
    assert happened(house, referral.id)[-1] == "Accepted"


def test_who_has_answered_is_left_in_peace(house: House) -> None:
    referral = house.accepted()
    house.cases.remind_partner(referral.id)
    house.cases.escalate_answer(referral.id)
    house.cases.extend_answer(referral.id, NOON)
    assert happened(house, referral.id)[-1] == "Accepted"


def test_a_recall_that_nobody_confirms_is_told_to_the_office(house: House) -> None:
    referral = house.sent()
    house.cases.follow_withdrawal(GRANT)
    house.cases.escalate_recall(referral.id)
    assert happened(house, referral.id)[-1] == "RecallOverdue"
    recalled = house.cases.referral(referral.id)
    house.cases.confirm_recall(referral.id, recalled.version)
    house.cases.escalate_recall(referral.id)
    house.cases.extend_recall(referral.id, NOON)
    assert happened(house, referral.id)[-1] == "SharedDataRecallConfirmed"


def test_a_suspension_gives_the_partner_longer(house: House) -> None:
    referral, later = house.sent(), NOON + timedelta(days=9)
    house.cases.extend_answer(referral.id, later)
    assert house.cases.referral(referral.id).response_due_at == later
    house.cases.follow_withdrawal(GRANT)
    house.cases.extend_recall(referral.id, later)
    recalled: Referral = house.cases.referral(referral.id)
    assert recalled.recall_due_at == later
