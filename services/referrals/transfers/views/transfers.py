"""Which cases an office is asked to take, and which it hands over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.domain.route import TransferStatus

NOW = {
    CaseTransfer.Accepted: TransferStatus.ACCEPTED,
    CaseTransfer.Refused: TransferStatus.REFUSED,
    CaseTransfer.Withdrawn: TransferStatus.WITHDRAWN,
    CaseTransfer.PackagePrepared: TransferStatus.PACKAGE_SENT,
    CaseTransfer.Completed: TransferStatus.COMPLETED,
    CaseTransfer.Reversed: TransferStatus.REVERSED,
}
SIDES = {"incoming": "to_office_id", "outgoing": "from_office_id"}


@dataclass(frozen=True)
class Listed:
    transfer_id: UUID
    person_id: UUID
    from_office_id: UUID
    to_office_id: UUID
    to_uf: str
    reason: str
    status: str
    requested_at: datetime
    changed_at: datetime


class Transfers(View):
    name = "transfers"
    erased_by = ("person_id", "transfer_id")
    columns = """
        transfer_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        from_office_id uuid NOT NULL,
        to_office_id uuid NOT NULL,
        to_uf text NOT NULL,
        reason text NOT NULL,
        status text NOT NULL,
        requested_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL"""

    @property
    def ddl(self) -> str:
        """With an index for each side."""
        return "; ".join(
            [super().ddl, *(f"CREATE INDEX ON {self.table} ({side}, transfer_id)" for side in SIDES.values())]
        )

    @handles(CaseTransfer.Requested)
    def requested(self, event: CaseTransfer.Requested, metadata: Metadata) -> Statement:
        route = event.route
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.originator_id, route.person_id, route.from_office_id, route.to_office_id, route.to_uf.value,
            event.reason.value, TransferStatus.REQUESTED.value, event.timestamp, event.timestamp,
        )  # fmt: skip

    @handles(*NOW)
    def changed(self, event: Any, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = %s, changed_at = %s WHERE transfer_id = %s",
            NOW[type(event)].value, event.timestamp, event.originator_id,
        )  # fmt: skip

    def of_office(
        self, source: Query, office_id: UUID, side: str, open_only: bool, limit: int, after: UUID | None
    ) -> list[Listed]:
        """By id, the oldest first. `side`: one of SIDES."""
        rows = self.rows(
            source,
            "SELECT transfer_id, person_id, from_office_id, to_office_id, to_uf, reason, status, requested_at,"
            f" changed_at FROM {{table}} WHERE {SIDES[side]} = %s"
            " AND (NOT %s OR status IN ('requested', 'accepted', 'package_sent'))"
            " AND (%s::uuid IS NULL OR transfer_id > %s) ORDER BY transfer_id LIMIT %s",
            office_id, open_only, after, after, limit,
        )  # fmt: skip
        return [Listed(*row) for row in rows]
