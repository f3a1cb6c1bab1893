"""Referral: one person, one need, one partner; voluntary from the draft to the outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import (
    CancelledBy,
    DeclineReason,
    ReferralMode,
    ReferralOutcome,
    SuspensionReason,
    Urgency,
)
from contracts.vocabulary.rights import DataClass
from infra.kernel import Aggregate, Event, InitialEvent, event, happening
from services.referrals.cases.domain import refusals, standing
from services.referrals.cases.domain.recall import Recall
from services.referrals.cases.domain.standing import Appointment, AppointmentStatus, Matter, Status
from services.referrals.cases.domain.waiting import Waiting


class Referral(Waiting, Recall, Aggregate, store="referrals"):
    snapshot_version = 2

    class Drafted(InitialEvent):
        person_id: UUID
        office_id: UUID
        need_domain: NeedDomain
        urgency: Urgency
        uf: str | None

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

    class Cancelled(Event):
        matter: Matter
        by: CancelledBy

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
        self, person_id: UUID, office_id: UUID, need_domain: NeedDomain, urgency: Urgency, uf: str | None
    ) -> None:
        self.person_id, self.office_id, self.uf = person_id, office_id, uf
        self.need_domain, self.urgency = need_domain, urgency
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
        self.suspended_for: SuspensionReason | None = None

    @property
    def partner_id(self) -> UUID | None:
        return self.matter.partner_id if self.matter else None

    @property
    def sent_matter(self) -> Matter:
        """What the sending fixed. Raises ReferralNotSent."""
        if self.matter is None:
            raise refusals.ReferralNotSent
        return self.matter

    def discard(self) -> None:
        """Drop a draft that nobody was sent."""
        if self.status != Status.DRAFT:
            raise refusals.ReferralAlreadySent
        self.trigger_event(self.Discarded, office_id=self.office_id)

    @event(Discarded)
    def _discarded(self) -> None:
        self.status = Status.DISCARDED

    def send(
        self,
        partner_id: UUID,
        offer_id: UUID,
        zone: str,
        mode: ReferralMode,
        response_due_at: datetime,
        shared_fields: tuple[DataClass, ...] = (),
        grant_id: UUID | None = None,
    ) -> None:
        """Ask a partner. `zone` is the partner's; the answer is due at `response_due_at` (DL05)."""
        if self.status == Status.DISCARDED:
            raise refusals.ReferralOver
        if self.status != Status.DRAFT:
            raise refusals.ReferralAlreadySent
        if shared_fields and grant_id is None:
            raise refusals.FieldsNeedConsent
        self.trigger_event(
            self.Sent,
            matter=Matter(
                self.person_id, self.office_id, partner_id, offer_id, self.need_domain, self.urgency, grant_id
            ),
            mode=mode,
            shared_fields=shared_fields,
            response_due_at=response_due_at,
            zone=zone,
        )

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

    def receive(self) -> None:
        """The partner has seen it."""
        standing.refuse_unless_unanswered(self.status)
        if self.status == Status.RECEIVED:
            raise refusals.ReferralAlreadyReceived
        self.trigger_event(self.Received, matter=self.matter)

    @event(Received)
    def _received(self) -> None:
        self.status = Status.RECEIVED

    def accept(self) -> None:
        standing.refuse_unless_unanswered(self.status)
        self.trigger_event(self.Accepted, matter=self.matter, in_time=standing.in_time(self.response_due_at))

    @event(Accepted)
    def _accepted(self) -> None:
        self.status = Status.ACCEPTED

    def decline(self, reason: DeclineReason) -> None:
        standing.refuse_unless_unanswered(self.status)
        self.trigger_event(
            self.Declined, matter=self.matter, reason=reason, in_time=standing.in_time(self.response_due_at)
        )

    @event(Declined)
    def _declined(self, reason: DeclineReason) -> None:
        self.status, self.decline_reason = Status.DECLINED, reason

    def schedule_appointment(self, at: datetime) -> int:
        """Agree on a time; returns the appointment's number, from 1."""
        standing.refuse_unless_under_way(self.status)
        if at <= happening():
            raise refusals.AppointmentInThePast
        number = len(self.appointments) + 1
        self.trigger_event(self.AppointmentScheduled, matter=self.matter, number=number, at=at)
        return number

    @event(AppointmentScheduled)
    def _appointment_scheduled(self, number: int, at: datetime) -> None:
        self.appointments[number] = Appointment(number, at)

    def attend(self, number: int) -> None:
        """The person came."""
        standing.refuse_unless_scheduled(self.status, self.appointments.get(number))
        self.trigger_event(self.AppointmentAttended, matter=self.matter, number=number)

    @event(AppointmentAttended)
    def _appointment_attended(self, number: int) -> None:
        self.appointments[number] = replace(self.appointments[number], status=AppointmentStatus.ATTENDED)
        self.status = Status.IN_PROGRESS

    def miss(self, number: int) -> None:
        """The person did not come, which changes nothing else: another appointment may follow (R3)."""
        standing.refuse_unless_scheduled(self.status, self.appointments.get(number))
        self.trigger_event(self.AppointmentMissed, matter=self.matter, number=number)

    @event(AppointmentMissed)
    def _appointment_missed(self, number: int) -> None:
        self.appointments[number] = replace(self.appointments[number], status=AppointmentStatus.MISSED)

    def complete(self, outcome: ReferralOutcome) -> None:
        """End it; the partner may read the shared fields for 30 days more (CONF-31)."""
        standing.refuse_unless_under_way(self.status)
        until = happening() + standing.READABLE_AFTER_COMPLETION
        self.trigger_event(self.Completed, matter=self.matter, outcome=outcome, readable_until=until)

    @event(Completed)
    def _completed(self, outcome: ReferralOutcome, readable_until: datetime) -> None:
        self.status, self.outcome, self.readable_until = Status.COMPLETED, outcome, readable_until

    def cancel(self, by: CancelledBy) -> None:
        """Take a sent referral back, whatever its partner has answered so far."""
        if self.status == Status.DRAFT:
            raise refusals.ReferralNotSent
        if self.status in standing.OVER:
            raise refusals.ReferralOver
        self.trigger_event(self.Cancelled, matter=self.matter, by=by)

    @event(Cancelled)
    def _cancelled(self) -> None:
        self.status = Status.CANCELLED

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
