"""What of a referral is exchanged: its state, read together with what its events tell of when and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import ReferralMode, ReferralOutcome, Urgency
from contracts.vocabulary.rights import DataClass
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import AppointmentStatus, Status


@dataclass(frozen=True)
class Meeting:
    """An appointment, and when it was made."""

    number: int
    at: datetime
    status: AppointmentStatus
    made_at: datetime


@dataclass(frozen=True)
class Word:
    """What the person said of the service, 1 to 5; for the office alone."""

    score: int
    at: datetime


@dataclass(frozen=True)
class Content:
    """`person_id`, `grant_id`, `replaces` and `word` are not there for a partner, `referral_id` not where it comes from
    another system. `reason`: why it was declined, interrupted, suspended or cancelled. `replaces`: what it is issued
    anew for, after the person moved away.
    """

    status: Status
    office_id: UUID
    need_domain: NeedDomain
    urgency: Urgency
    drafted_at: datetime
    changed_at: datetime | None = None
    referral_id: UUID | None = None
    person_id: UUID | None = None
    partner_id: UUID | None = None
    offer_id: UUID | None = None
    grant_id: UUID | None = None
    replaces: UUID | None = None
    mode: ReferralMode | None = None
    shared_fields: tuple[DataClass, ...] = ()
    sent_at: datetime | None = None
    response_due_at: datetime | None = None
    reason: StrEnum | None = None
    outcome: ReferralOutcome | None = None
    meetings: tuple[Meeting, ...] = ()
    word: Word | None = None


# What the person says of a partner is no step of the referral for that partner, not even by its time.
FOR_THE_OFFICE = (Referral.PersonFeedbackRecorded, Referral.PartnerDiscriminationReported)


@dataclass
class Told:
    """What only the events of a referral say."""

    changed_at: datetime
    sent_at: datetime | None = None
    word_at: datetime | None = None
    reason: StrEnum | None = None
    made: dict[int, datetime] = field(default_factory=dict)

    def hear(self, event: Any) -> None:
        self.changed_at = max(self.changed_at, event.timestamp)
        match event:
            case Referral.Sent():
                self.sent_at = event.timestamp
            case Referral.AppointmentScheduled():
                self.made[event.number] = event.timestamp
            case Referral.PersonFeedbackRecorded():
                self.word_at = event.timestamp
            case Referral.Cancelled():
                self.reason = event.by
            case Referral.Declined() | Referral.Interrupted() | Referral.Suspended():
                self.reason = event.reason


def content_of(referral: Referral, events: Iterable[Any], person_id: UUID | None) -> Content:
    """`events`: all of the referral. `person_id` as the reader knows the person; None for the partner, who does not."""
    told, office = Told(referral.created_on), person_id is not None
    for event in events:
        if office or not isinstance(event, FOR_THE_OFFICE):
            told.hear(event)
    return Content(
        status=referral.status, office_id=referral.office_id, need_domain=referral.need_domain,
        urgency=referral.urgency, drafted_at=referral.created_on, changed_at=told.changed_at,
        referral_id=referral.id, person_id=person_id, partner_id=referral.partner_id,
        offer_id=referral.matter.offer_id if referral.matter else None,
        grant_id=referral.matter.grant_id if referral.matter and office else None,
        replaces=referral.reissue_of if office else None, mode=referral.mode, shared_fields=referral.shared_fields,
        sent_at=told.sent_at,
        response_due_at=referral.response_due_at, reason=told.reason, outcome=referral.outcome,
        meetings=tuple(Meeting(a.number, a.at, a.status, told.made[a.number]) for a in referral.appointments.values()),
        word=_word(referral, told) if office else None,
    )  # fmt: skip


def _word(referral: Referral, told: Told) -> Word | None:
    if referral.feedback is None or told.word_at is None:
        return None
    return Word(referral.feedback, told.word_at)
