"""What follows a sending: the partner's answer, appointments, the outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.vocabulary.network import CancelledBy, DeclineReason, ReferralOutcome
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.domain import refusals
from services.referrals.cases.domain.referral import Referral
from services.referrals.network.domain.offer_refusals import NoSlotFree
from tests.clock import Clock
from tests.unit.referrals.house import GRANT, NOON, House

Command = Callable[[CasesApplication, Referral], object]
AFTERNOON = NOON + timedelta(hours=5)


def receive(app: CasesApplication, referral: Referral) -> Referral:
    return app.receive_referral(referral.id, referral.version)


def accept(app: CasesApplication, referral: Referral) -> Referral:
    return app.accept_referral(referral.id, referral.version)


def decline(app: CasesApplication, referral: Referral) -> Referral:
    return app.decline_referral(referral.id, referral.version, DeclineReason.NO_CAPACITY)


def schedule(app: CasesApplication, referral: Referral) -> Referral:
    return app.schedule_appointment(referral.id, referral.version, AFTERNOON)[0]


def attend(app: CasesApplication, referral: Referral) -> Referral:
    return app.record_attendance(referral.id, referral.version, 1)


def miss(app: CasesApplication, referral: Referral) -> Referral:
    return app.record_absence(referral.id, referral.version, 1)


def complete(app: CasesApplication, referral: Referral) -> Referral:
    return app.complete_referral(referral.id, referral.version, ReferralOutcome.SERVICE_RECEIVED)


def cancel(app: CasesApplication, referral: Referral) -> Referral:
    return app.cancel_referral(referral.id, referral.version, CancelledBy.PERSON)


ANSWERS, PROGRESS = [receive, accept, decline], [schedule, attend, miss, complete]


def test_a_referral_goes_its_way_to_the_outcome(house: House) -> None:
    referral = house.sent()
    for step, status in (
        (receive, "received"),
        (accept, "accepted"),
        (schedule, "accepted"),
        (attend, "in_progress"),
        (complete, "completed"),
    ):
        referral = step(house.cases, referral)
        assert referral.status == status
    assert referral.outcome == ReferralOutcome.SERVICE_RECEIVED
    assert house.told[-6:] == [
        "referral.sent",
        "referral.received",
        "referral.accepted",
        "referral.appointment-scheduled",
        "referral.appointment-attended",
        "referral.completed",
    ]


def test_an_answer_says_whether_it_came_in_time(house: House, clock: Clock) -> None:
    offer = house.offer()
    early, late = house.sent(offer), house.sent(offer)
    clock.pass_by(hours=4)
    accept(house.cases, early)
    clock.pass_by(seconds=1)
    decline(house.cases, late)
    assert [body["data"]["in_time"] for body in house.messages[-2:]] == [True, False]


def test_accepting_takes_a_place_and_every_end_gives_it_back(house: House) -> None:
    offer = house.offer(slots=1)
    for end in (complete, cancel):
        referral = house.accepted(offer)
        assert house.network.offer(offer.id).free == 0
        end(house.cases, referral)
        assert house.network.offer(offer.id).free == 1


def test_a_full_offer_accepts_nobody(house: House) -> None:
    offer = house.offer(slots=1)
    house.accepted(offer)
    waiting = house.sent(offer)
    with pytest.raises(NoSlotFree):
        accept(house.cases, waiting)
    assert house.cases.referral(waiting.id).status == "sent"


def test_a_decline_says_why_in_a_code(house: House) -> None:
    assert decline(house.cases, house.sent()).status == "declined"
    assert house.messages[-1]["data"]["reason"] == "no_capacity"


def test_a_receipt_is_acknowledged_once(house: House) -> None:
    received = receive(house.cases, house.sent())
    with pytest.raises(refusals.ReferralAlreadyReceived):
        receive(house.cases, received)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_partner_cannot_answer_twice(house: House, answer: Command) -> None:
    with pytest.raises(refusals.ReferralAlreadyAnswered):
        answer(house.cases, house.accepted())


@pytest.mark.parametrize("step", PROGRESS)
def test_nothing_goes_on_before_the_partner_has_accepted(house: House, step: Command) -> None:
    with pytest.raises(refusals.ReferralNotAccepted):
        step(house.cases, house.sent())


@pytest.mark.parametrize("step", [*ANSWERS, *PROGRESS, cancel])
def test_a_draft_has_nobody_to_answer_it(house: House, step: Command) -> None:
    with pytest.raises(refusals.ReferralNotSent):
        step(house.cases, house.draft())


@pytest.mark.parametrize("end", [decline, complete, cancel])
@pytest.mark.parametrize("step", [*ANSWERS, *PROGRESS, cancel])
def test_what_is_over_stays_over(house: House, end: Command, step: Command) -> None:
    referral = house.sent() if end is decline else house.accepted()
    end(house.cases, referral)
    with pytest.raises(refusals.ReferralOver):
        step(house.cases, house.cases.referral(referral.id))


@pytest.mark.parametrize("step", [*ANSWERS, *PROGRESS])
def test_nothing_goes_on_while_it_is_suspended(house: House, step: Command) -> None:
    referral = house.accepted()
    house.cases.follow_withdrawal(GRANT)
    with pytest.raises(refusals.ReferralSuspended):
        step(house.cases, house.cases.referral(referral.id))


def test_an_appointment_lies_ahead(house: House) -> None:
    referral = house.accepted()
    with pytest.raises(refusals.AppointmentInThePast):
        house.cases.schedule_appointment(referral.id, referral.version, NOON)


@pytest.mark.parametrize("step", [attend, miss])
def test_only_an_open_appointment_is_kept_or_missed(house: House, step: Command) -> None:
    referral = house.accepted()
    with pytest.raises(refusals.NoSuchAppointment):
        step(house.cases, referral)
    attended = attend(house.cases, schedule(house.cases, referral))
    with pytest.raises(refusals.NoSuchAppointment):
        step(house.cases, attended)


def test_a_missed_appointment_has_no_consequence_and_is_told_to_nobody(house: House) -> None:
    scheduled = schedule(house.cases, house.accepted())
    before = len(house.messages)
    missed = miss(house.cases, scheduled)
    assert (missed.status, len(house.messages)) == ("accepted", before)
    again, number = house.cases.schedule_appointment(missed.id, missed.version, AFTERNOON)
    assert number == 2
    assert [appointment.status for appointment in again.appointments.values()] == ["missed", "scheduled"]
