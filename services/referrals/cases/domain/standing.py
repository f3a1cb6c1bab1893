"""Where a referral stands: its states, its matter and appointments, and what each state refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import Urgency
from infra.kernel import happening
from services.referrals.cases.domain import refusals

READABLE_AFTER_COMPLETION = timedelta(days=30)


class Status(StrEnum):
    DRAFT = "draft"
    DISCARDED = "discarded"
    SENT = "sent"
    RECEIVED = "received"
    WAITLISTED = "waitlisted"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    DECLINED = "declined"
    COMPLETED = "completed"
    INTERRUPTED = "interrupted"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


UNANSWERED = (Status.SENT, Status.RECEIVED)
UNDER_WAY = (Status.ACCEPTED, Status.IN_PROGRESS)
OPEN = (*UNANSWERED, Status.WAITLISTED, *UNDER_WAY)
OVER = (
    Status.DISCARDED, Status.DECLINED, Status.COMPLETED, Status.INTERRUPTED, Status.EXPIRED, Status.CANCELLED,
    Status.TRANSFERRED,
)  # fmt: skip


class AppointmentStatus(StrEnum):
    SCHEDULED = "scheduled"
    ATTENDED = "attended"
    MISSED = "missed"


@dataclass(frozen=True)
class Appointment:
    number: int
    at: datetime
    status: AppointmentStatus = AppointmentStatus.SCHEDULED


@dataclass(frozen=True)
class Matter:
    """Who refers whom to whom for what; every event since the sending carries it to its readers."""

    person_id: UUID
    office_id: UUID
    partner_id: UUID
    offer_id: UUID
    need_domain: NeedDomain
    urgency: Urgency
    grant_id: UUID | None


def refuse_unless_unanswered(status: Status) -> None:
    refuse_unless_live(status)
    if status not in UNANSWERED:
        raise refusals.ReferralAlreadyAnswered


def refuse_unless_acceptable(status: Status) -> None:
    """Unanswered, or on the partner's waiting list."""
    if status != Status.WAITLISTED:
        refuse_unless_unanswered(status)


def refuse_unless_under_way(status: Status) -> None:
    refuse_unless_live(status)
    if status not in UNDER_WAY:
        raise refusals.ReferralNotAccepted


def refuse_unless_scheduled(status: Status, appointment: Appointment | None) -> None:
    refuse_unless_under_way(status)
    if appointment is None or appointment.status != AppointmentStatus.SCHEDULED:
        raise refusals.NoSuchAppointment


def refuse_unless_live(status: Status) -> None:
    if status == Status.DRAFT:
        raise refusals.ReferralNotSent
    if status == Status.SUSPENDED:
        raise refusals.ReferralSuspended
    if status in OVER:
        raise refusals.ReferralOver


def in_time(due_at: datetime | None) -> bool:
    return due_at is not None and happening() <= due_at
