"""What a partner says with a Task: an answer to the referral, how it ended, or what became of an appointment."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from contracts.vocabulary.network import DeclineReason, InterruptionReason, ReferralOutcome
from infra import world
from services.referrals.cases.domain.standing import AppointmentStatus, Status
from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.checking import faults_of
from services.referrals.cases.interchange.faults import Fault
from services.referrals.cases.interchange.profiles import claimed
from services.referrals.cases.interchange.said import Agree, Answer, Complete, Decline, Interrupt, Meet, Said
from services.referrals.cases.interchange.sheet import Sheet, Unreadable
from services.referrals.cases.interchange.standings import Standing, standing
from services.referrals.cases.interchange.visits import Visit, visit
from services.referrals.cases.schemas import FARTHEST_APPOINTMENT

WHOLE_DAY = len("2025-01-01")


class Update(NamedTuple):
    """`about`: the referral that the task names, where it names one."""

    said: Said
    about: UUID | None


def read_update(task: Any) -> Update:
    """Raises Unreadable with everything that is wrong, or that a partner cannot say."""
    wrong = faults_of(task)
    if not wrong and task["resourceType"] != "Task":
        wrong = [Fault("/resourceType", "resource-not-taken")]
    if wrong:
        raise Unreadable(wrong)
    page = Sheet(task, "", wrong)
    update = _of_person(page) if systems.PATIENT_TASK in claimed(task) else _of_partner(page)
    if wrong or update is None:
        raise Unreadable(wrong)
    return update


def _of_partner(task: Sheet) -> Update | None:
    told = standing(task)
    said = _said(task, told) if told else None
    return Update(said, task.entry("focus")) if said else None


def _said(task: Sheet, told: Standing) -> Said | None:
    """To send, to take back and to give up waiting is the office's; to have begun is to have met the person."""
    match told:
        case Standing(Status.RECEIVED | Status.ACCEPTED | Status.WAITLISTED as status):
            return Answer(status)
        case Standing(Status.DECLINED, DeclineReason() as reason):
            return Decline(reason)
        case Standing(Status.INTERRUPTED, InterruptionReason() as reason):
            return Interrupt(reason)
        case Standing(Status.COMPLETED, _, ReferralOutcome() as outcome):
            return Complete(outcome)
        case Standing(Status.IN_PROGRESS):
            task.fault("/status", "told-by-appointment")
        case _:
            task.fault("/status", "not-for-the-partner")
    return None


def _of_person(task: Sheet) -> Update | None:
    if "make-contact" not in task.codes("code", systems.GUIDE_CODES):
        task.fault("/code", "unknown-code")
        return None
    told = visit(task)
    said = _met(task, told) if told else None
    return Update(said, told.referral_id) if told and said else None


def _met(task: Sheet, told: Visit) -> Said | None:
    if told.status == AppointmentStatus.SCHEDULED:
        return _agreed(task, told)
    if told.number is None:
        task.fault("/identifier", "appointment-unknown")
        return None
    return Meet(told.number, told.status == AppointmentStatus.ATTENDED)


def _agreed(task: Sheet, told: Visit) -> Said | None:
    """A new appointment; one that has a number already is agreed on."""
    if told.number is not None:
        task.fault("/status", "nothing-new")
    elif told.at is None or len(task.values("restriction.period.start")[0]) <= WHOLE_DAY:
        task.fault("/restriction/period/start", "time-needed")
    elif told.at > world.now() + FARTHEST_APPOINTMENT:
        task.fault("/restriction/period/start", "too-far-ahead")
    else:
        return Agree(told.at)
    return None
