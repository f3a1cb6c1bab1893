"""What a group has taken on: who leads, supports, funds and monitors, and how far each one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.commissions.coordination.domain.commitment import Commitment


@dataclass(frozen=True)
class CommitmentLine:
    commitment_id: UUID
    group_id: UUID
    objective_code: str
    role: str
    org_id: UUID
    text: str
    due_on: date | None
    status: str
    on_time: bool | None
    overdue: bool


class GroupCommitments(View):
    name = "group_commitments"
    version = 2
    columns = """
        commitment_id uuid PRIMARY KEY,
        group_id uuid NOT NULL,
        objective_code text NOT NULL,
        role text NOT NULL,
        org_id uuid NOT NULL,
        text text NOT NULL,
        due_on date,
        status text NOT NULL,
        on_time boolean,
        overdue boolean NOT NULL"""

    @handles(Commitment.Assigned)
    def assigned(self, event: Commitment.Assigned, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, 'assigned', NULL, false)",
            event.originator_id,
            event.group_id,
            event.objective_code,
            str(event.role),
            event.org_id,
            event.text,
            event.due_on,
        )

    @handles(Commitment.Accepted)
    def accepted(self, event: Commitment.Accepted, metadata: Metadata) -> Statement:
        return self._now("accepted", event.originator_id)

    @handles(Commitment.Progressed)
    def progressed(self, event: Commitment.Progressed, metadata: Metadata) -> Statement:
        return self._now("in_progress", event.originator_id)

    @handles(Commitment.Fulfilled)
    def fulfilled(self, event: Commitment.Fulfilled, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'done', on_time = %s WHERE commitment_id = %s",
            event.on_time,
            event.originator_id,
        )

    @handles(Commitment.Overdue)
    def overdue(self, event: Commitment.Overdue, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET overdue = true WHERE commitment_id = %s", event.originator_id)

    @handles(Commitment.Dropped)
    def dropped(self, event: Commitment.Dropped, metadata: Metadata) -> Statement:
        return self._now("dropped", event.originator_id)

    def _now(self, status: str, commitment_id: UUID) -> Statement:
        return self.statement("UPDATE {table} SET status = %s WHERE commitment_id = %s", status, commitment_id)

    def of_group(self, source: Query, group_id: UUID) -> list[CommitmentLine]:
        """The lead first, then in the order in which they were assigned."""
        rows = self.rows(
            source,
            "SELECT * FROM {table} WHERE group_id = %s ORDER BY role <> 'lead', commitment_id",
            group_id,
        )
        return [CommitmentLine(*row) for row in rows]
