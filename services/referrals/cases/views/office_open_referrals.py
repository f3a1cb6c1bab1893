"""What an office has under way: drafts to send, answers to wait for, appointments, and suspended referrals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import Urgency
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, handles
from services.referrals.cases.domain.handover import WARM, Handover
from services.referrals.cases.domain.recall import CLOSED
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import UNDER_WAY, Status
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.cases.views.steps import Steps

URGENCIES = [urgency.value for urgency in Urgency]
RANK = "array_position(%s::text[], urgency)"


@dataclass(frozen=True)
class Open:
    referral_id: UUID
    person_id: UUID
    need_domain: str
    urgency: str
    status: str
    partner_id: UUID | None
    response_due_at: datetime | None
    next_appointment_at: datetime | None
    overdue_since: datetime | None
    recall_overdue_since: datetime | None
    replan_reason: str | None = None
    handover_made: bool | None = None

    @property
    def rank(self) -> int:
        """Of its urgency, 1 the highest."""
        return URGENCIES.index(self.urgency) + 1


class OfficeOpenReferrals(Steps):
    name = "office_open_referrals"
    version = 4
    erased_by = ("person_id", "referral_id")
    columns = """
        referral_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        person_id uuid NOT NULL,
        need_domain text NOT NULL,
        urgency text NOT NULL,
        status text NOT NULL,
        partner_id uuid,
        response_due_at timestamptz,
        next_appointment_at timestamptz,
        overdue_since timestamptz,
        recall_overdue_since timestamptz,
        replan_reason text,
        handover_made boolean"""

    @handles(Referral.Drafted)
    def drafted(self, event: Referral.Drafted, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s)",
            event.originator_id,
            event.office_id,
            event.person_id,
            event.need_domain.value,
            event.urgency.value,
            Status.DRAFT.value,
        )

    @handles(Referral.Sent)
    def sent(self, event: Referral.Sent, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = %s, partner_id = %s, response_due_at = %s, handover_made = %s"
            " WHERE referral_id = %s",
            Status.SENT.value,
            event.matter.partner_id,
            event.response_due_at,
            False if event.mode in WARM else None,
            event.originator_id,
        )

    @handles(Handover.Made)
    def handover_made(self, event: Handover.Made, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET handover_made = true WHERE referral_id = %s", event.referral_id)

    @handles(Referral.Received)
    def received(self, event: Referral.Received, metadata: Metadata) -> Statement:
        """Seen is not answered: it stays overdue."""
        return self.statement(
            "UPDATE {table} SET status = %s WHERE referral_id = %s", Status.RECEIVED.value, event.originator_id
        )

    @handles(Referral.AnswerOverdue)
    def answer_overdue(self, event: Referral.AnswerOverdue, metadata: Metadata) -> Statement:
        """PL07: another offer is to be looked for."""
        return self.statement(
            "UPDATE {table} SET overdue_since = %s WHERE referral_id = %s", event.due_at, event.originator_id
        )

    @handles(Referral.AnswerExtended)
    def answer_extended(self, event: Referral.AnswerExtended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET response_due_at = %s WHERE referral_id = %s", event.due_at, event.originator_id
        )

    @handles(Referral.RecallOverdue)
    def recall_overdue(self, event: Referral.RecallOverdue, metadata: Metadata) -> Statement:
        """The partner is to be asked whether it deleted what it held (X01)."""
        return self.statement(
            "UPDATE {table} SET recall_overdue_since = %s WHERE referral_id = %s", event.due_at, event.originator_id
        )

    @handles(Referral.SharedDataRecallConfirmed)
    def recall_confirmed(self, event: Referral.SharedDataRecallConfirmed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET recall_overdue_since = NULL WHERE referral_id = %s", event.originator_id
        )

    @handles(Referral.Suspended)
    def suspended(self, event: Referral.Suspended, metadata: Metadata) -> Statement:
        """Still the office's to look after; PL12: with a partner that has closed it is to be planned anew."""
        return self.statement(
            "UPDATE {table} SET status = %s, next_appointment_at = NULL, overdue_since = NULL, replan_reason = %s"
            " WHERE referral_id = %s",
            Status.SUSPENDED.value,
            event.reason.value if event.reason in CLOSED else None,
            event.originator_id,
        )

    @handles(Referral.TakenOver)
    def taken_over(self, event: Referral.TakenOver, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE referral_id = %s", event.office_id, event.originator_id
        )

    @handles(
        Referral.Discarded, Referral.Declined, Referral.Completed, Referral.Interrupted, Referral.Expired,
        Referral.Cancelled, Referral.ReissuedInNewTerritory,
    )  # fmt: skip
    def over(self, event: Referral.Event, metadata: Metadata) -> Statement:
        return self.statement("DELETE FROM {table} WHERE referral_id = %s", event.originator_id)

    def _now(self, referral_id: UUID, status: Status) -> Statement:
        """Every other step than the making of an appointment leaves none open."""
        return self.statement(
            "UPDATE {table} SET status = %s, next_appointment_at = NULL, overdue_since = NULL WHERE referral_id = %s",
            status.value,
            referral_id,
        )

    def by_urgency(
        self,
        source: Query,
        office_id: UUID,
        links: PersonLinks,
        offices: Sequence[UUID],
        limit: int,
        after: tuple[Any, ...] | None,
        everything: bool,
    ) -> list[Open]:
        """As `of_office`, the most urgent first: everything, or what a closed partner has left behind.

        `after`: rank of the urgency and id of the last one seen.
        """
        rank, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT referral_id, {links.shown_as}, need_domain, urgency, status, partner_id, response_due_at,"
            " next_appointment_at, overdue_since, recall_overdue_since, replan_reason, handover_made FROM {table} r"
            " WHERE office_id = %s"
            " AND (%s OR replan_reason IS NOT NULL)"
            f" AND (%s::int IS NULL OR ({RANK}, referral_id) > (%s::int, %s::uuid))"
            f" ORDER BY {RANK}, referral_id LIMIT %s",
            list(offices), office_id, everything, rank, URGENCIES, rank, known, URGENCIES, limit,
        )  # fmt: skip
        return [Open(*row) for row in rows]

    def of_office(
        self,
        source: Query,
        office_id: UUID,
        links: PersonLinks,
        offices: Sequence[UUID],
        limit: int,
        after: UUID | None,
        handover_due: bool = False,
    ) -> list[Open]:
        """The office's referrals that are not over, oldest first, each under the person's surviving record.

        `handover_due`: those alone that a partner has accepted before anybody handed the person over.
        """
        rows = self.rows(
            source,
            f"SELECT referral_id, {links.shown_as}, need_domain, urgency, status, partner_id, response_due_at,"
            " next_appointment_at, overdue_since, recall_overdue_since, replan_reason, handover_made FROM {table} r"
            " WHERE office_id = %s"
            " AND (NOT %s OR (handover_made IS FALSE AND status = ANY(%s)))"
            " AND (%s::uuid IS NULL OR referral_id > %s)"
            " ORDER BY referral_id LIMIT %s",
            list(offices),
            office_id,
            handover_due,
            [status.value for status in UNDER_WAY],
            after,
            after,
            limit,
        )
        return [Open(*row) for row in rows]
