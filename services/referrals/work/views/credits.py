"""Who of an office asked for credit, and what a lender has to answer: the lender sees no pseudonym."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.work.domain.micro_credit import CreditStatus, MicroCredit


@dataclass(frozen=True)
class OfficeCredit:
    credit_id: UUID
    person_id: UUID
    client_type: str
    lender_id: UUID
    amount_band: str
    status: str
    requested_at: datetime


@dataclass(frozen=True)
class Asked:
    """What a lender sees before it meets whoever asks."""

    credit_id: UUID
    amount_band: str
    requested_at: datetime


class Credits(View):
    name = "credits"
    erased_by = ("person_id", "credit_id")
    columns = """
        credit_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        person_id uuid NOT NULL,
        client_type text NOT NULL,
        lender_id uuid NOT NULL,
        amount_band text NOT NULL,
        status text NOT NULL,
        requested_at timestamptz NOT NULL"""

    @property
    def ddl(self) -> str:
        """With an index for each of its two questions."""
        return (
            f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, credit_id);"
            f" CREATE INDEX ON {self.table} (lender_id, credit_id) WHERE status = 'requested'"
        )

    @handles(MicroCredit.Requested)
    def requested(self, event: MicroCredit.Requested, metadata: Metadata) -> Statement:
        about = event.loan
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, 'requested', %s)",
            event.originator_id, about.office_id, about.person_id, about.client_type.value, about.lender_id,
            event.amount_band.value, event.timestamp,
        )  # fmt: skip

    @handles(MicroCredit.Granted)
    def granted(self, event: MicroCredit.Granted, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'granted', amount_band = %s WHERE credit_id = %s",
            event.amount_band.value, event.originator_id,
        )  # fmt: skip

    @handles(MicroCredit.Refused)
    def refused(self, event: MicroCredit.Refused, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, CreditStatus.REFUSED)

    @handles(MicroCredit.Withdrawn)
    def withdrawn(self, event: MicroCredit.Withdrawn, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, CreditStatus.WITHDRAWN)

    @handles(MicroCredit.TakenOver)
    def taken_over(self, event: MicroCredit.TakenOver, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE credit_id = %s", event.office_id, event.originator_id
        )

    def _now(self, credit_id: UUID, status: CreditStatus) -> Statement:
        return self.statement("UPDATE {table} SET status = %s WHERE credit_id = %s", status.value, credit_id)

    def of_office(
        self, source: Query, office_id: UUID, links: PersonLinks, offices: Sequence[UUID], limit: int,
        after: UUID | None,
    ) -> list[OfficeCredit]:  # fmt: skip
        """By id, each under the person's surviving record."""
        rows = self.rows(
            source,
            f"SELECT credit_id, {links.shown_as}, client_type, lender_id, amount_band, status, requested_at"
            " FROM {table} r WHERE office_id = %s AND (%s::uuid IS NULL OR credit_id > %s)"
            " ORDER BY credit_id LIMIT %s",
            list(offices), office_id, after, after, limit,
        )  # fmt: skip
        return [OfficeCredit(*row) for row in rows]

    def of_lender(self, source: Query, lender_id: UUID, limit: int, after: UUID | None) -> list[Asked]:
        """What waits for an answer, the oldest first."""
        rows = self.rows(
            source,
            "SELECT credit_id, amount_band, requested_at FROM {table} WHERE lender_id = %s AND status = 'requested'"
            " AND (%s::uuid IS NULL OR credit_id > %s) ORDER BY credit_id LIMIT %s",
            lender_id, after, after, limit,
        )  # fmt: skip
        return [Asked(*row) for row in rows]
