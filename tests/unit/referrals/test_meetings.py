"""Around an appointment: the warm hand-over before it, and the friendly word after one that was missed (PL10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.vocabulary.meetings import ContactAfterAbsence, HandoverContact, HandoverManner
from contracts.vocabulary.network import CancelledBy, InterruptionReason, ReferralMode
from infra.refusals import NotFound
from services.referrals.cases.domain import refusals
from services.referrals.cases.domain.absence_contact import ContactAlreadyRecorded, NoMissedAppointment
from services.referrals.cases.domain.handover import HandoverAlreadyMade, ModeNotWarm
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.endings import EndingsApplication
from services.referrals.cases.meetings import MeetingsApplication
from tests.unit.referrals.house import GRANT, NOON, PERSON, House

HOW = (HandoverManner.CALL, HandoverContact.SOCIAL_WORK)
AFTERNOON = NOON + timedelta(hours=5)
Stop = Callable[[House, Referral], object]


@pytest.fixture
def meetings(house: House) -> MeetingsApplication:
    return MeetingsApplication(house.store)


def sent_as(house: House, mode: ReferralMode) -> Referral:
    offer = house.offer()
    return house.send(house.draft(), offer, house.consent(offer.partner_id), mode=mode)


def scheduled(house: House) -> Referral:
    referral = house.accepted()
    return house.cases.schedule_appointment(referral.id, referral.version, AFTERNOON)[0]


def missed(house: House) -> Referral:
    referral = scheduled(house)
    return house.cases.record_absence(referral.id, referral.version, 1)


@pytest.mark.parametrize("mode", [ReferralMode.WARM_HANDOVER, ReferralMode.ACCOMPANIED])
def test_a_hand_over_says_how_and_with_which_role_and_is_told_to_nobody(
    house: House, meetings: MeetingsApplication, mode: ReferralMode
) -> None:
    referral = sent_as(house, mode)
    before = len(house.messages)
    made = meetings.hand_over(referral.id, *HOW)
    assert (made.manner, made.contact, made.made_at) == (*HOW, NOON)
    assert (made.person_id, made.partner_id) == (PERSON, referral.partner_id)
    assert vars(meetings.handover(referral.id)) == vars(made)
    assert len(house.messages) == before


@pytest.mark.parametrize("mode", [ReferralMode.ORIENTATION_ONLY, ReferralMode.WRITTEN, ReferralMode.SYSTEM_INTEGRATION])
def test_another_mode_promises_no_hand_over(house: House, meetings: MeetingsApplication, mode: ReferralMode) -> None:
    with pytest.raises(ModeNotWarm):
        meetings.hand_over(sent_as(house, mode).id, *HOW)


def test_a_hand_over_is_made_once(house: House, meetings: MeetingsApplication) -> None:
    referral = house.accepted()
    meetings.hand_over(referral.id, *HOW)
    with pytest.raises(HandoverAlreadyMade):
        meetings.hand_over(referral.id, HandoverManner.VIDEO, HandoverContact.RECEPTION)
    assert meetings.handover(referral.id).manner is HandoverManner.CALL


def test_nobody_is_handed_over_before_the_sending(house: House, meetings: MeetingsApplication) -> None:
    with pytest.raises(refusals.ReferralNotSent):
        meetings.hand_over(house.draft().id, *HOW)


def cancel(house: House, referral: Referral) -> None:
    house.cases.cancel_referral(referral.id, referral.version, CancelledBy.PERSON)


def withdraw(house: House, referral: Referral) -> None:
    house.cases.follow_withdrawal(GRANT)


@pytest.mark.parametrize(("stop", "refusal"), [(cancel, refusals.ReferralOver), (withdraw, refusals.ReferralSuspended)])
def test_nobody_is_handed_over_once_the_referral_is_not_open(
    house: House, meetings: MeetingsApplication, stop: Stop, refusal: type[Exception]
) -> None:
    referral = house.accepted()
    stop(house, referral)
    with pytest.raises(refusal):
        meetings.hand_over(referral.id, *HOW)


def test_a_hand_over_that_nobody_made_does_not_exist(house: House, meetings: MeetingsApplication) -> None:
    with pytest.raises(NotFound):
        meetings.handover(house.accepted().id)


@pytest.mark.parametrize("result", list(ContactAfterAbsence))
def test_after_an_absence_what_the_team_did_is_recorded_once_and_changes_nothing_else(
    house: House, meetings: MeetingsApplication, result: ContactAfterAbsence
) -> None:
    referral = missed(house)
    before = len(house.messages)
    recorded = meetings.record_contact(referral.id, 1, result)
    assert (recorded.referral_id, recorded.number, recorded.result) == (referral.id, 1, result)
    with pytest.raises(ContactAlreadyRecorded):
        meetings.record_contact(referral.id, 1, ContactAfterAbsence.OFFERED)
    assert (house.cases.referral(referral.id).version, len(house.messages)) == (referral.version, before)


def test_a_word_is_friendly_also_after_the_end(house: House, meetings: MeetingsApplication) -> None:
    referral = missed(house)
    EndingsApplication(house.store).interrupt(referral.id, referral.version, InterruptionReason.OTHER)
    assert meetings.record_contact(referral.id, 1, ContactAfterAbsence.OFFERED).number == 1


def attended(house: House) -> Referral:
    referral = scheduled(house)
    return house.cases.record_attendance(referral.id, referral.version, 1)


@pytest.mark.parametrize("prepare", [House.draft, House.accepted, scheduled, attended])
def test_only_an_absence_is_followed_by_a_word(
    house: House, meetings: MeetingsApplication, prepare: Callable[[House], Referral]
) -> None:
    with pytest.raises(NoMissedAppointment):
        meetings.record_contact(prepare(house).id, 1, ContactAfterAbsence.OFFERED)
