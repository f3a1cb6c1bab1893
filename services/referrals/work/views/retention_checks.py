"""Whom an office has to ask whether the work goes on, and by when (DL14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.work.domain.placement import Placement


@dataclass(frozen=True)
class CheckDue:
    placement_id: UUID
    person_id: UUID
    mark: str
    due_on: date
    started_on: date


class RetentionChecks(View):
    name = "retention_checks"
    erased_by = ("person_id", "placement_id")
    columns = """
        placement_id uuid NOT NULL,
        mark text NOT NULL,
        office_id uuid NOT NULL,
        person_id uuid NOT NULL,
        due_on date NOT NULL,
        started_on date NOT NULL,
        PRIMARY KEY (placement_id, mark)"""

    @property
    def ddl(self) -> str:
        """With the index of its question."""
        return f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, due_on, placement_id, mark)"

    @handles(Placement.Started)
    def started(self, event: Placement.Started, metadata: Metadata) -> list[Statement]:
        about = event.engagement
        return [
            self.statement(
                "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s)",
                event.originator_id, check.mark.value, about.office_id, about.person_id, check.due_on,
                about.started_on,
            )
            for check in event.checks
        ]  # fmt: skip

    @handles(Placement.Retained, Placement.CheckUnanswered)
    def checked(self, event: Placement.Retained | Placement.CheckUnanswered, metadata: Metadata) -> Statement:
        return self.statement(
            "DELETE FROM {table} WHERE placement_id = %s AND mark = %s", event.originator_id, event.mark.value
        )

    @handles(Placement.CheckExtended)
    def extended(self, event: Placement.CheckExtended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET due_on = %s WHERE placement_id = %s AND mark = %s",
            event.due_on, event.originator_id, event.mark.value,
        )  # fmt: skip

    @handles(Placement.Ended, Placement.FollowUpStopped)
    def over(self, event: Placement.Ended | Placement.FollowUpStopped, metadata: Metadata) -> Statement:
        return self.statement("DELETE FROM {table} WHERE placement_id = %s", event.originator_id)

    @handles(Placement.TakenOver)
    def taken_over(self, event: Placement.TakenOver, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE placement_id = %s", event.office_id, event.originator_id
        )

    def of_office(
        self, source: Query, office_id: UUID, links: PersonLinks, offices: Sequence[UUID], until: date | None,
        limit: int, after: tuple[Any, ...] | None,
    ) -> list[CheckDue]:  # fmt: skip
        """The earliest first, those of passed days too. `after`: day, placement and mark of the last one seen."""
        day, known, mark = after or (None, None, None)
        rows = self.rows(
            source,
            f"SELECT placement_id, {links.shown_as}, mark, due_on, started_on FROM {{table}} r WHERE office_id = %s"
            " AND (%s::date IS NULL OR due_on <= %s)"
            " AND (%s::date IS NULL OR (due_on, placement_id, mark) > (%s::date, %s::uuid, %s::text))"
            " ORDER BY due_on, placement_id, mark LIMIT %s",
            list(offices), office_id, until, until, day, day, known, mark, limit,
        )  # fmt: skip
        return [CheckDue(*row) for row in rows]
