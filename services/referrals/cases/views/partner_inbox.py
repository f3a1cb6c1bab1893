"""What a partner was sent and must answer: no pseudonym, so that nobody links a person's referrals there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, handles
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import OPEN, Status
from services.referrals.cases.views.steps import Steps

ENDED = {
    Referral.Declined: Status.DECLINED,
    Referral.Completed: Status.COMPLETED,
    Referral.Interrupted: Status.INTERRUPTED,
    Referral.Expired: Status.EXPIRED,
    Referral.Cancelled: Status.CANCELLED,
    Referral.ReissuedInNewTerritory: Status.TRANSFERRED,
}


@dataclass(frozen=True)
class Inbound:
    referral_id: UUID
    offer_id: UUID
    need_domain: str
    urgency: str
    mode: str
    shared_fields: list[str]
    status: str
    sent_at: datetime
    response_due_at: datetime
    next_appointment_at: datetime | None
    recall_due_at: datetime | None
    reminded_at: datetime | None


class PartnerInbox(Steps):
    name = "partner_inbox"
    version = 3
    kept_because = "the partner has to be told to delete what it holds; no pseudonym stands here"
    columns = """
        referral_id uuid PRIMARY KEY,
        partner_id uuid NOT NULL,
        offer_id uuid NOT NULL,
        need_domain text NOT NULL,
        urgency text NOT NULL,
        mode text NOT NULL,
        shared_fields text[] NOT NULL,
        status text NOT NULL,
        sent_at timestamptz NOT NULL,
        response_due_at timestamptz NOT NULL,
        next_appointment_at timestamptz,
        recall_due_at timestamptz,
        reminded_at timestamptz"""

    @handles(Referral.Sent)
    def sent(self, event: Referral.Sent, metadata: Metadata) -> Statement:
        matter = event.matter
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.originator_id,
            matter.partner_id,
            matter.offer_id,
            matter.need_domain.value,
            matter.urgency.value,
            event.mode.value,
            [data_class.value for data_class in event.shared_fields],
            Status.SENT.value,
            event.timestamp,
            event.response_due_at,
        )

    @handles(Referral.Received)
    def received(self, event: Referral.Received, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Status.RECEIVED)

    @handles(*ENDED)
    def over(self, event: Referral.Event, metadata: Metadata) -> Statement:
        """Ended referrals leave the inbox; a recall brings them back."""
        return self._now(event.originator_id, ENDED[type(event)])

    @handles(Referral.AnswerReminded)
    def reminded(self, event: Referral.AnswerReminded, metadata: Metadata) -> Statement:
        """PL07: the partner's own list says it, friendly and once."""
        return self.statement(
            "UPDATE {table} SET reminded_at = %s WHERE referral_id = %s", event.timestamp, event.originator_id
        )

    @handles(Referral.AnswerExtended)
    def answer_extended(self, event: Referral.AnswerExtended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET response_due_at = %s, reminded_at = NULL WHERE referral_id = %s",
            event.due_at,
            event.originator_id,
        )

    @handles(Referral.RecallExtended)
    def recall_extended(self, event: Referral.RecallExtended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET recall_due_at = %s WHERE referral_id = %s", event.due_at, event.originator_id
        )

    @handles(Referral.SharedDataRecallSent)
    def recalled(self, event: Referral.SharedDataRecallSent, metadata: Metadata) -> Statement:
        return self._recall(event.originator_id, event)

    @handles(Referral.SharedDataRecallConfirmed)
    def recall_confirmed(self, event: Referral.SharedDataRecallConfirmed, metadata: Metadata) -> Statement:
        return self._recall(event.originator_id, None)

    def _recall(self, referral_id: UUID, event: Referral.SharedDataRecallSent | None) -> Statement:
        due_at = event.confirm_by if event else None
        return self.statement("UPDATE {table} SET recall_due_at = %s WHERE referral_id = %s", due_at, referral_id)

    def _now(self, referral_id: UUID, status: Status) -> Statement:
        """Every other step than the making of an appointment leaves none open."""
        return self.statement(
            "UPDATE {table} SET status = %s, next_appointment_at = NULL WHERE referral_id = %s",
            status.value,
            referral_id,
        )

    def open_at(self, source: Query, partner_id: UUID, offers: list[UUID]) -> list[UUID]:
        """The referrals that are open at these offers of a partner."""
        rows = self.rows(
            source,
            "SELECT referral_id FROM {table} WHERE partner_id = %s AND offer_id = ANY(%s) AND status = ANY(%s)"
            " ORDER BY referral_id",
            partner_id,
            offers,
            [status.value for status in OPEN],
        )
        return [referral_id for (referral_id,) in rows]

    def of_partner(self, source: Query, partner_id: UUID, limit: int, after: UUID | None) -> list[Inbound]:
        """What waits for the partner, oldest first: open referrals and recalls to confirm."""
        rows = self.rows(
            source,
            "SELECT referral_id, offer_id, need_domain, urgency, mode, shared_fields, status, sent_at,"
            " response_due_at, next_appointment_at, recall_due_at, reminded_at FROM {table} WHERE partner_id = %s"
            " AND (recall_due_at IS NOT NULL OR status = ANY(%s))"
            " AND (%s::uuid IS NULL OR referral_id > %s) ORDER BY referral_id LIMIT %s",
            partner_id,
            [status.value for status in OPEN],
            after,
            after,
            limit,
        )
        return [Inbound(*row) for row in rows]
