"""A partner answers with a Task of its own system: it is the command that it stands for, or refused with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from contracts.vocabulary.network import DeclineReason, InterruptionReason, ReferralOutcome
from services.referrals.cases.domain import refusals
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import Status
from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.answers import read_update
from services.referrals.cases.interchange.application import InterchangeApplication
from services.referrals.cases.interchange.examples import BUNDLE, TASK
from services.referrals.cases.interchange.faults import Fault
from services.referrals.cases.interchange.said import Agree, Answer, Complete, Decline, Interrupt, Meet
from services.referrals.cases.interchange.sheet import Unreadable
from services.referrals.network.domain.offer_terms import Terms
from tests.unit.referrals.house import NOON, House
from tests.unit.referrals.interchange.bundles import Resource, subtasks_of, task_of, tomorrow

GUIDE = systems.GUIDE_CODES
DONE = {"type": systems.concept((GUIDE, "resulting-activity")), "valueCodeableConcept": {"text": "done"}}
FULL = {"text": "full", "coding": [systems.coding(GUIDE, "no-capacity")]}


def said(**members: Any) -> Resource:
    return {**TASK, **members}


def ours(list_: str, code: str) -> Resource:
    return {"text": code, "coding": [systems.coding(systems.ours(list_), code)]}


def contact(**members: Any) -> Resource:
    """The sub-task of an appointment, as another system writes it."""
    patient = {"type": "Patient", "display": "the person of this referral"}
    return {
        **TASK, "meta": {"profile": [systems.PATIENT_TASK]}, "status": "ready", "priority": "routine",
        "code": systems.concept((GUIDE, "make-contact")), "owner": patient, "description": "Come",
        "input": [{"type": systems.concept((GUIDE, "contact-entity")), "valueReference": {"display": "us"}}],
        "restriction": {"period": {"start": tomorrow(NOON)}}, **members,
    }  # fmt: skip


def named(number: int, referral: object = None) -> list[Resource]:
    return [systems.identifier(systems.APPOINTMENT, f"{referral or uuid4()}/{number}")]


def wrong(task: Any) -> list[Fault]:
    with pytest.raises(Unreadable) as refused:
        read_update(task)
    return refused.value.faults


@pytest.mark.parametrize(
    ("task", "meant"),
    [
        (said(), Answer(Status.ACCEPTED)),
        (said(status="requested", businessStatus=ours("referral-status", "received")), Answer(Status.RECEIVED)),
        (
            said(status="on-hold", statusReason={"text": "list", "coding": [
                systems.coding(GUIDE, "no-capacity-has-waitlist")]}),
            Answer(Status.WAITLISTED),
        ),
        (said(status="rejected", statusReason=FULL), Decline(DeclineReason.NO_CAPACITY)),
        (
            said(status="rejected", statusReason=ours("decline-reason", "outside_area")),
            Decline(DeclineReason.OUTSIDE_AREA),
        ),
        (said(status="failed", statusReason=ours("interruption-reason", "moved")), Interrupt(InterruptionReason.MOVED)),
        (said(status="completed", output=[DONE]), Complete(ReferralOutcome.SERVICE_RECEIVED)),
        (
            said(status="completed", output=[{
                "type": systems.concept((systems.ours("task-output"), "outcome")),
                "valueCodeableConcept": ours("outcome", "partly")}]),
            Complete(ReferralOutcome.PARTLY),
        ),
        (contact(status="completed", identifier=named(2)), Meet(2, came=True)),
        (contact(status="cancelled", identifier=named(1), statusReason={"text": "no"}), Meet(1, came=False)),
    ],
)  # fmt: skip
def test_a_task_is_the_command_that_it_stands_for(task: Resource, meant: object) -> None:
    assert read_update(task).said == meant


def test_a_new_appointment_is_a_sub_task_with_a_time() -> None:
    agreed = read_update(contact()).said
    assert isinstance(agreed, Agree)
    assert agreed.at.isoformat() == tomorrow(NOON)


@pytest.mark.parametrize(
    ("task", "fault"),
    [
        (None, Fault("", "wrong-type")),
        ({"resourceType": "Patient"}, Fault("/resourceType", "resource-not-taken")),
        (BUNDLE["entry"][0]["resource"], Fault("/resourceType", "resource-not-taken")),
        (said(nickname="x"), Fault("/nickname", "unknown-member")),
        (said(authoredOn="yesterday"), Fault("/authoredOn", "malformed")),
        (said(status="half-way"), Fault("/status", "unknown-code")),
        (said(status="received"), Fault("/status", "unknown-code")),
        (said(status="ready"), Fault("/status", "unknown-code")),
        (said(priority=None), Fault("/priority", "null")),
        (said(intent="plan"), Fault("/intent", "unknown-code")),
        (said(priority="soon"), Fault("/priority", "unknown-code")),
        (said(meta={}), Fault("/meta/profile", "profile-missing")),
        (said(code={"text": "do it"}), Fault("/code", "code-missing")),
        (said(focus={"reference": "Patient/1"}), Fault("/focus", "wrong-reference")),
        (said(requester={"type": "Device"}), Fault("/requester", "wrong-reference")),
        (said(modifierExtension=[]), Fault("/modifierExtension", "not-understood")),
        (said(contained=[{"resourceType": "Patient"}]), Fault("/contained", "not-understood")),
        (said(status="rejected"), Fault("/statusReason/text", "required")),
        (said(status="rejected", statusReason={"text": "no"}), Fault("/statusReason", "reason-unknown")),
        (
            said(status="rejected", statusReason=ours("decline-reason", "rude")),
            Fault("/statusReason", "reason-unknown"),
        ),
        (said(status="failed", statusReason=FULL), Fault("/statusReason", "reason-unknown")),
        (said(status="on-hold", statusReason={"text": "later"}), Fault("/statusReason", "reason-unknown")),
        (said(status="completed"), Fault("/output", "outcome-unknown")),
        (said(status="in-progress"), Fault("/status", "told-by-appointment")),
        (said(status="requested"), Fault("/status", "not-for-the-partner")),
        (said(status="draft"), Fault("/status", "not-for-the-partner")),
        (
            said(status="cancelled", statusReason=ours("cancelled-by", "person")),
            Fault("/status", "not-for-the-partner"),
        ),
        (said(status="entered-in-error"), Fault("/status", "status-not-taken")),
        (said(businessStatus=ours("referral-status", "declined")), Fault("/businessStatus", "statuses-contradict")),
        (said(businessStatus=ours("referral-status", "lost")), Fault("/businessStatus", "statuses-contradict")),
        (contact(status="on-hold", statusReason={"text": "x"}), Fault("/status", "status-not-taken")),
        (contact(status="completed"), Fault("/identifier", "appointment-unknown")),
        (contact(identifier=named(1)), Fault("/status", "nothing-new")),
        (
            contact(identifier=[systems.identifier(systems.APPOINTMENT, "7")]),
            Fault("/identifier", "appointment-unknown"),
        ),
        (contact(restriction={}), Fault("/restriction/period/start", "time-needed")),
        (contact(restriction={"period": {"start": "2030"}}), Fault("/restriction/period/start", "time-needed")),
        (
            contact(restriction={"period": {"start": "2099-01-01T00:00:00Z"}}),
            Fault("/restriction/period/start", "too-far-ahead"),
        ),
        (
            contact(restriction={"period": {"start": "0001-01-01T00:00:00+14:00"}}),
            Fault("/restriction/period/start", "out-of-range"),
        ),
        (contact(code=systems.concept((GUIDE, "review-material"))), Fault("/code", "unknown-code")),
        (contact(priority="asap"), Fault("/priority", "unknown-code")),
    ],
)
def test_what_a_partner_cannot_say_is_refused_with_its_place(task: Any, fault: Fault) -> None:
    assert fault in wrong(task)


@pytest.mark.parametrize("lacking", ["code", "for", "authoredOn", "requester", "status", "intent"])
def test_a_task_lacks_nothing_that_the_profile_asks_for(lacking: str) -> None:
    task = {name: value for name, value in TASK.items() if name != lacking}
    assert {fault.code for fault in wrong(task)} & {"required", "code-missing"}


@pytest.mark.parametrize(
    ("lacking", "fault"),
    [
        ("owner", Fault("/owner", "required")),
        ("priority", Fault("/priority", "required")),
        ("description", Fault("/description", "required")),
        ("input", Fault("/input", "contact-missing")),
    ],
)
def test_a_sub_task_lacks_nothing_that_the_guide_asks_for(lacking: str, fault: Fault) -> None:
    assert fault in wrong({name: value for name, value in contact().items() if name != lacking})


@pytest.mark.parametrize(
    ("members", "fault"),
    [
        ({"input": []}, Fault("/input", "questionnaire-missing")),
        (
            {"output": [{"type": {"text": "other"}, "valueString": "x"}]},
            Fault("/output", "response-missing"),
        ),
    ],
)
def test_a_questionnaire_is_asked_and_answered_as_the_guide_says(
    members: Mapping[str, Any], fault: Fault, house: House, interchange: InterchangeApplication
) -> None:
    referral = house.accepted()
    asked = interchange.endings.record_feedback(referral.id, referral.version, 3)
    feedback = subtasks_of(interchange.exported(asked, [asked.office_id]))[0]
    changed = {name: value for name, value in {**feedback, **members}.items() if value != []}
    assert fault in wrong(changed)


def test_a_contact_is_answered_by_a_contact_alone() -> None:
    other = [{"type": {"text": "other"}, "valueString": "x"}]
    assert Fault("/output", "unknown-code") in wrong(contact(output=other))


def follow(app: InterchangeApplication, referral: Referral, task: Resource) -> Referral:
    return app.follow(referral.id, referral.version, read_update(task).said)


def test_a_referral_goes_its_way_by_tasks_alone(house: House, interchange: InterchangeApplication) -> None:
    referral = house.sent()
    seen = said(status="requested", businessStatus=ours("referral-status", "received"))
    referral = follow(interchange, follow(interchange, referral, seen), said())
    assert referral.status == "accepted"
    referral = follow(interchange, follow(interchange, referral, contact()), contact())
    referral = follow(interchange, referral, contact(status="completed", identifier=named(1, referral.id)))
    missed = contact(status="cancelled", identifier=named(2, referral.id), statusReason={"text": "not held"})
    referral = follow(interchange, referral, missed)
    assert [one.status for one in referral.appointments.values()] == ["attended", "missed"]
    referral = follow(interchange, referral, said(status="completed", output=[DONE]))
    assert (referral.status, referral.outcome) == ("completed", "service_received")


def test_who_waits_may_be_declined_by_a_task(house: House, interchange: InterchangeApplication) -> None:
    listing = Terms(waiting_list=True)
    waits = {"text": "list", "coding": [systems.coding(GUIDE, "no-capacity-has-waitlist")]}
    listed = follow(interchange, house.sent(house.offer(terms=listing)), said(status="on-hold", statusReason=waits))
    declined = follow(interchange, listed, said(status="rejected", statusReason=FULL))
    assert (listed.id, declined.status, declined.decline_reason) == (declined.id, "declined", "no_capacity")


def test_an_early_end_is_a_failed_task(house: House, interchange: InterchangeApplication) -> None:
    failed = said(status="failed", statusReason=ours("interruption-reason", "service_ended"))
    assert follow(interchange, house.accepted(), failed).status == "interrupted"


def test_a_task_that_comes_too_late_meets_the_refusal_of_its_command(
    house: House, interchange: InterchangeApplication
) -> None:
    with pytest.raises(refusals.ReferralAlreadyAnswered):
        follow(interchange, house.accepted(), said())


def test_what_was_exported_to_the_partner_is_a_task_that_it_may_change_and_send_back(
    house: House, interchange: InterchangeApplication
) -> None:
    referral = house.sent()
    task = task_of(interchange.exported(referral, None))
    accepted = {name: value for name, value in task.items() if name != "businessStatus"} | {"status": "accepted"}
    update = read_update(accepted)
    assert update.about == referral.id
    assert interchange.follow(referral.id, referral.version, update.said).status == "accepted"
