"""Beside the plain way: a waiting list, an early end, silence, and what the person says afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.vocabulary.network import DeclineReason, InterruptionReason, ReferralOutcome
from services.referrals.cases.domain import refusals
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.endings import EndingsApplication
from services.referrals.network.domain.offer_refusals import NoSlotFree, NoWaitingList
from services.referrals.network.domain.offer_terms import Terms
from tests.clock import Clock
from tests.unit.referrals.house import NOON, House


@pytest.fixture
def endings(house: House) -> EndingsApplication:
    return EndingsApplication(house.store)


LISTING = Terms(waiting_list=True)


def waiting(house: House, endings: EndingsApplication) -> Referral:
    referral = house.sent(house.offer(terms=LISTING))
    return endings.waitlist(referral.id, referral.version)


def test_who_waits_holds_no_place_and_is_accepted_when_one_is_free(house: House, endings: EndingsApplication) -> None:
    offer = house.offer(slots=1, terms=LISTING)
    first, second = house.accepted(offer), house.sent(offer)
    waits = endings.waitlist(second.id, second.version)
    assert (waits.status, house.network.offer(offer.id).free, house.told[-1]) == (
        "waitlisted",
        0,
        "referral.waitlisted",
    )
    with pytest.raises(NoSlotFree):
        house.cases.accept_referral(waits.id, waits.version)
    house.cases.complete_referral(first.id, first.version, ReferralOutcome.SERVICE_RECEIVED)
    assert house.cases.accept_referral(waits.id, waits.version).status == "accepted"
    assert house.network.offer(offer.id).waiting == []


def test_who_was_put_on_the_list_in_time_was_answered_in_time(
    house: House, endings: EndingsApplication, clock: Clock
) -> None:
    waits = waiting(house, endings)
    clock.pass_by(days=30)
    house.cases.accept_referral(waits.id, waits.version)
    assert [body["data"]["in_time"] for body in house.messages[-2:]] == [True, True]


def test_who_waits_may_be_declined_and_is_answered_once(house: House, endings: EndingsApplication) -> None:
    waits = waiting(house, endings)
    with pytest.raises(refusals.ReferralAlreadyAnswered):
        endings.waitlist(waits.id, waits.version)
    declined = house.cases.decline_referral(waits.id, waits.version, DeclineReason.NO_CAPACITY)
    assert (declined.status, house.network.offer(waits.sent_matter.offer_id).waiting) == ("declined", [])


def test_an_offer_without_a_list_has_nobody_wait(house: House, endings: EndingsApplication) -> None:
    referral = house.sent()
    with pytest.raises(NoWaitingList):
        endings.waitlist(referral.id, referral.version)


def test_an_interrupted_one_gives_its_place_back_and_is_readable_for_thirty_days(
    house: House, endings: EndingsApplication, clock: Clock
) -> None:
    offer = house.offer(slots=1)
    referral = house.accepted(offer)
    ended = endings.interrupt(referral.id, referral.version, InterruptionReason.SERVICE_ENDED)
    assert (ended.status, house.network.offer(offer.id).free) == ("interrupted", 1)
    assert house.messages[-1]["data"]["reason"] == "service_ended"
    clock.pass_by(days=30, seconds=-1)
    ended.refuse_unless_readable()
    clock.pass_by(seconds=1)
    with pytest.raises(refusals.SharingOver):
        ended.refuse_unless_readable()


def test_silence_ends_only_after_its_time(house: House, endings: EndingsApplication, clock: Clock) -> None:
    referral = house.sent()
    with pytest.raises(refusals.AnswerStillDue):
        endings.expire(referral.id, referral.version)
    assert referral.response_due_at is not None
    clock.pass_by(seconds=(referral.response_due_at - NOON + timedelta(seconds=1)).total_seconds())
    ended = endings.expire(referral.id, referral.version)
    assert (ended.status, ended.outcome, house.told[-1]) == (
        "expired", ReferralOutcome.PARTNER_NO_REPLY, "referral.expired",
    )  # fmt: skip


@pytest.mark.parametrize("status", ["accepted", "waitlisted"])
def test_who_was_answered_does_not_expire(house: House, endings: EndingsApplication, clock: Clock, status: str) -> None:
    referral = house.accepted() if status == "accepted" else waiting(house, endings)
    clock.pass_by(days=60)
    with pytest.raises(refusals.ReferralAlreadyAnswered):
        endings.expire(referral.id, referral.version)


def test_the_last_word_of_the_person_counts_and_no_message_tells_it(house: House, endings: EndingsApplication) -> None:
    referral = house.accepted()
    told = len(house.told)
    for score in (2, 5):
        referral = endings.record_feedback(referral.id, referral.version, score)
    assert referral.feedback == 5
    assert len(house.told) == told


def test_no_feedback_on_what_never_began(house: House, endings: EndingsApplication) -> None:
    referral = house.sent()
    with pytest.raises(refusals.ReferralNotAccepted):
        endings.record_feedback(referral.id, referral.version, 3)


def test_discrimination_is_reported_once_without_the_person(house: House, endings: EndingsApplication) -> None:
    referral = house.sent()
    reported = endings.report_discrimination(referral.id, referral.version)
    told = house.messages[-1]
    assert (reported.discrimination_reported, reported.status) == (True, "sent")
    assert told["data"] == {"partner_id": str(referral.partner_id), "need_domain": "housing"}
    with pytest.raises(refusals.DiscriminationAlreadyReported):
        endings.report_discrimination(referral.id, reported.version)


def test_a_draft_has_nothing_to_report(house: House, endings: EndingsApplication) -> None:
    draft = house.draft()
    with pytest.raises(refusals.ReferralNotSent):
        endings.report_discrimination(draft.id, draft.version)


OVER: list[Callable[[EndingsApplication, Referral], object]] = [
    lambda app, one: app.waitlist(one.id, one.version),
    lambda app, one: app.interrupt(one.id, one.version, InterruptionReason.OTHER),
    lambda app, one: app.expire(one.id, one.version),
]


@pytest.mark.parametrize("step", OVER)
def test_what_is_over_goes_no_further(
    house: House, endings: EndingsApplication, step: Callable[[EndingsApplication, Referral], object]
) -> None:
    referral = house.accepted()
    ended = endings.interrupt(referral.id, referral.version, InterruptionReason.MOVED)
    with pytest.raises(refusals.ReferralOver):
        step(endings, ended)
