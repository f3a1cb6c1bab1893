"""What a sub-task says of an appointment."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from services.referrals.cases.domain.standing import AppointmentStatus
from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.content import Meeting
from services.referrals.cases.interchange.sheet import Sheet
from services.referrals.cases.interchange.subtasks import MEETINGS

STATUSES = {task: status for status, task in MEETINGS.items()}


class Visit(NamedTuple):
    """`number` and `referral_id` are not there while it is new."""

    status: AppointmentStatus
    at: datetime | None
    referral_id: UUID | None = None
    number: int | None = None


def visit(task: Sheet) -> Visit | None:
    """None where a fault was found."""
    status = STATUSES.get(task.resource["status"])
    if status is None:
        task.fault("/status", "status-not-taken")
        return None
    at = task.instant("restriction.period.start")
    named = next(task.ids("identifier", systems.APPOINTMENT), None)
    if named is None:
        return Visit(status, at)
    referral, _, number = named.partition("/")
    try:
        return Visit(status, at, UUID(referral), int(number))
    except ValueError:
        task.fault("/identifier", "appointment-unknown")
        return None


def meeting(task: Sheet) -> Meeting | None:
    """An appointment of an exported referral: it has a number, a time, and a time when it was made."""
    told, made_at = visit(task), task.instant("authoredOn")
    if told is None or made_at is None:
        return None
    if told.number is None or told.at is None:
        task.fault("/identifier" if told.number is None else "/restriction", "appointment-unknown")
        return None
    return Meeting(told.number, told.at, told.status, made_at)
