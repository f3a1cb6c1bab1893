"""Referral: one person, one need, one partner; voluntary from the draft to the outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import (
    CancelledBy,
    DeclineReason,
    InterruptionReason,
    ReferralMode,
    ReferralOutcome,
    SuspensionReason,
    Urgency,
)
from contracts.vocabulary.rights import DataClass
from infra.kernel import Aggregate, Event, InitialEvent, event
from services.referrals.cases.domain.afterwards import Afterwards
from services.referrals.cases.domain.answering import Answering
from services.referrals.cases.domain.ending import Ending
from services.referrals.cases.domain.meeting import Meeting
from services.referrals.cases.domain.moving import Moving
from services.referrals.cases.domain.recall import Recall
from services.referrals.cases.domain.sending import Sending
from services.referrals.cases.domain.standing import Appointment, AppointmentStatus, Matter, Status
from services.referrals.cases.domain.waiting import Waiting


class Referral(Sending, Answering, Meeting, Ending, Afterwards, Waiting, Recall, Moving, Aggregate, store="referrals"):
    snapshot_version = 3

    class Drafted(InitialEvent):
        person_id: UUID
        office_id: UUID
        need_domain: NeedDomain
        urgency: Urgency
        uf: str | None
        reissue_of: UUID | None = None
        old_due_at: datetime | None = None

    class Discarded(Event):
        office_id: UUID

    class Sent(Event):
        matter: Matter
        mode: ReferralMode
        shared_fields: tuple[DataClass, ...]
        response_due_at: datetime
        zone: str

    class Received(Event):
        matter: Matter

    class Accepted(Event):
        matter: Matter
        in_time: bool

    class Declined(Event):
        matter: Matter
        reason: DeclineReason
        in_time: bool

    class Waitlisted(Event):
        """The partner takes the person as soon as a place is free; the answer is given."""

        matter: Matter
        in_time: bool

    class AppointmentScheduled(Event):
        matter: Matter
        number: int
        at: datetime

    class AppointmentAttended(Event):
        matter: Matter
        number: int

    class AppointmentMissed(Event):
        """Seen by the office and the partner alone: no penalty, no contract, no message (R3)."""

        matter: Matter
        number: int

    class Completed(Event):
        matter: Matter
        outcome: ReferralOutcome
        readable_until: datetime

    class Interrupted(Event):
        """It ended before its end; the reason says nothing against anybody."""

        matter: Matter
        reason: InterruptionReason
        readable_until: datetime

    class Expired(Event):
        """Nobody answered: the office gives up waiting. Silence has an outcome too."""

        matter: Matter

    class PersonFeedbackRecorded(Event):
        """What the person says of the service, 1 to 5; only if she wants to, and told to no partner."""

        matter: Matter
        score: int

    class PartnerDiscriminationReported(Event):
        """That the person was treated worse there for who she is. The partner learns of it from nobody here."""

        matter: Matter

    class Cancelled(Event):
        matter: Matter
        by: CancelledBy

    class TakenOver(Event):
        """Another office leads the person's case, and follows this from now on."""

        office_id: UUID
        uf: str
        transfer_id: UUID

    class ReissuedInNewTerritory(Event):
        """The person has moved away: the draft `successor_id` stands for the need there. It counts as `moved`."""

        matter: Matter
        successor_id: UUID
        transfer_id: UUID
        old_due_at: datetime

    class Suspended(Event):
        matter: Matter
        reason: SuspensionReason
        counts_as: ReferralOutcome

    class SharedDataRecallSent(Event):
        matter: Matter
        confirm_by: datetime

    class SharedDataRecallConfirmed(Event):
        matter: Matter
        in_time: bool

    class AnswerReminded(Event):
        REMARK = True
        matter: Matter
        due_at: datetime

    class AnswerOverdue(Event):
        REMARK = True
        matter: Matter
        due_at: datetime

    class AnswerExtended(Event):
        REMARK = True
        due_at: datetime

    class RecallOverdue(Event):
        REMARK = True
        matter: Matter
        due_at: datetime

    class RecallExtended(Event):
        REMARK = True
        due_at: datetime

    @event(Drafted)
    def __init__(
        self, person_id: UUID, office_id: UUID, need_domain: NeedDomain, urgency: Urgency, uf: str | None,
        reissue_of: UUID | None = None, old_due_at: datetime | None = None,
    ) -> None:  # fmt: skip
        self.person_id, self.office_id, self.uf = person_id, office_id, uf
        self.need_domain, self.urgency = need_domain, urgency
        self.reissue_of, self.old_due_at = reissue_of, old_due_at
        self.successor_id: UUID | None = None
        self.status = Status.DRAFT
        self.matter: Matter | None = None
        self.mode: ReferralMode | None = None
        self.shared_fields: tuple[DataClass, ...] = ()
        self.response_due_at: datetime | None = None
        self.zone = ""
        self.appointments: dict[int, Appointment] = {}
        self.outcome: ReferralOutcome | None = None
        self.decline_reason: DeclineReason | None = None
        self.readable_until: datetime | None = None
        self.recall_due_at: datetime | None = None
        self.recall_confirmed = False
        self.feedback: int | None = None
        self.discrimination_reported = False
        self.suspended_for: SuspensionReason | None = None

    @property
    def partner_id(self) -> UUID | None:
        return self.matter.partner_id if self.matter else None

    @event(Discarded)
    def _discarded(self) -> None:
        self.status = Status.DISCARDED

    @event(Sent)
    def _sent(
        self,
        matter: Matter,
        mode: ReferralMode,
        shared_fields: tuple[DataClass, ...],
        response_due_at: datetime,
        zone: str,
    ) -> None:
        self.status, self.matter, self.mode = Status.SENT, matter, mode
        self.shared_fields, self.response_due_at, self.zone = shared_fields, response_due_at, zone

    @event(Received)
    def _received(self) -> None:
        self.status = Status.RECEIVED

    @event(Accepted)
    def _accepted(self) -> None:
        self.status = Status.ACCEPTED

    @event(Declined)
    def _declined(self, reason: DeclineReason) -> None:
        self.status, self.decline_reason = Status.DECLINED, reason

    @event(Waitlisted)
    def _waitlisted(self) -> None:
        self.status = Status.WAITLISTED

    @event(AppointmentScheduled)
    def _appointment_scheduled(self, number: int, at: datetime) -> None:
        self.appointments[number] = Appointment(number, at)

    @event(AppointmentAttended)
    def _appointment_attended(self, number: int) -> None:
        self.appointments[number] = replace(self.appointments[number], status=AppointmentStatus.ATTENDED)
        self.status = Status.IN_PROGRESS

    @event(AppointmentMissed)
    def _appointment_missed(self, number: int) -> None:
        self.appointments[number] = replace(self.appointments[number], status=AppointmentStatus.MISSED)

    @event(Completed)
    def _completed(self, outcome: ReferralOutcome, readable_until: datetime) -> None:
        self.status, self.outcome, self.readable_until = Status.COMPLETED, outcome, readable_until

    @event(Interrupted)
    def _interrupted(self, readable_until: datetime) -> None:
        self.status, self.readable_until = Status.INTERRUPTED, readable_until

    @event(Expired)
    def _expired(self) -> None:
        self.status, self.outcome = Status.EXPIRED, ReferralOutcome.PARTNER_NO_REPLY

    @event(PersonFeedbackRecorded)
    def _person_feedback_recorded(self, score: int) -> None:
        self.feedback = score

    @event(PartnerDiscriminationReported)
    def _partner_discrimination_reported(self) -> None:
        self.discrimination_reported = True

    @event(Cancelled)
    def _cancelled(self) -> None:
        self.status = Status.CANCELLED

    @event(TakenOver)
    def _taken_over(self, office_id: UUID, uf: str) -> None:
        self.office_id, self.uf = office_id, uf
        self.matter = self.matter and replace(self.matter, office_id=office_id)

    @event(ReissuedInNewTerritory)
    def _reissued_in_new_territory(self, successor_id: UUID) -> None:
        self.status, self.outcome, self.successor_id = Status.TRANSFERRED, ReferralOutcome.MOVED, successor_id

    @event(Suspended)
    def _suspended(self, reason: SuspensionReason, counts_as: ReferralOutcome) -> None:
        self.status, self.outcome, self.suspended_for = Status.SUSPENDED, counts_as, reason

    @event(SharedDataRecallSent)
    def _shared_data_recall_sent(self, confirm_by: datetime) -> None:
        self.recall_due_at = confirm_by

    @event(SharedDataRecallConfirmed)
    def _shared_data_recall_confirmed(self) -> None:
        self.recall_confirmed = True

    @event(AnswerExtended)
    def _answer_extended(self, due_at: datetime) -> None:
        self.response_due_at = due_at

    @event(RecallExtended)
    def _recall_extended(self, due_at: datetime) -> None:
        self.recall_due_at = due_at
