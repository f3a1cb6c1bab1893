"""The inventory of problems, by field of competence: who reported, which authority looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.commissions.coordination.domain.problem_item import ProblemItem
from services.commissions.coordination.views.meetings import twice


@dataclass(frozen=True)
class ProblemLine:
    problem_id: UUID
    domain: str
    level: str
    country: str
    uf: str | None
    reporter_kind: str
    text: str
    meeting_id: UUID | None
    status: str
    authority_id: UUID | None
    due_on: date | None


class ProblemInventory(View):
    name = "problem_inventory"
    columns = """
        problem_id uuid PRIMARY KEY,
        domain text NOT NULL,
        level text NOT NULL,
        country text NOT NULL,
        uf text,
        reporter_kind text NOT NULL,
        text text NOT NULL,
        meeting_id uuid,
        status text NOT NULL,
        authority_id uuid,
        due_on date"""

    @handles(ProblemItem.Reported)
    def reported(self, event: ProblemItem.Reported, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'reported', NULL, NULL)",
            event.originator_id,
            str(event.domain),
            str(event.level),
            event.country,
            str(event.uf) if event.uf else None,
            str(event.reporter_kind),
            event.text,
            event.meeting_id,
        )

    @handles(ProblemItem.Assigned)
    def assigned(self, event: ProblemItem.Assigned, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'assigned', authority_id = %s, due_on = %s WHERE problem_id = %s",
            event.authority.org_id,
            event.due_on,
            event.originator_id,
        )

    @handles(ProblemItem.Analysed)
    def analysed(self, event: ProblemItem.Analysed, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET status = 'analysed' WHERE problem_id = %s", event.originator_id)

    def find(
        self,
        source: Query,
        domain: str | None = None,
        level: str | None = None,
        status: str | None = None,
        after: tuple[Any, ...] | None = None,
        limit: int = 50,
    ) -> list[ProblemLine]:
        rows = self.rows(
            source,
            "SELECT * FROM {table} WHERE (%s::text IS NULL OR domain = %s) AND (%s::text IS NULL OR level = %s)"
            " AND (%s::text IS NULL OR status = %s) AND (%s::uuid IS NULL OR problem_id > %s)"
            " ORDER BY problem_id LIMIT %s",
            *twice(domain), *twice(level), *twice(status), *twice(after and UUID(after[0])), limit,
        )  # fmt: skip
        return [ProblemLine(*row) for row in rows]
