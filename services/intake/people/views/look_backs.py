"""Whom an office asks how things are, and when, after which release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.outcomes import LookBackMark
from infra.deadlines.deadline import deadline
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.deadlines.look_backs import deadline_of
from services.intake.people.domain.look_back import LookBack

FIELDS = "deadline_id, person_id, mark, due_on, due_at, missed"
Deadline = deadline("intake")


@dataclass(frozen=True)
class LookBackLine:
    """One point of time that nobody has reviewed yet."""

    deadline_id: UUID
    person_id: UUID
    mark: LookBackMark
    due_on: date
    due_at: datetime
    missed: bool


class LookBacks(View):
    name = "look_backs"
    erased_by = ("person_id",)
    columns = """
        deadline_id uuid PRIMARY KEY,
        look_back_id uuid NOT NULL,
        person_id uuid NOT NULL,
        office_id uuid NOT NULL,
        mark text NOT NULL,
        due_on date,
        due_at timestamptz,
        missed boolean NOT NULL"""

    @property
    def ddl(self) -> str:
        """With the index of an office's list, and of what ends with a look-back."""
        return (
            f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, due_at, deadline_id);"
            f" CREATE INDEX ON {self.table} (look_back_id)"
        )

    @handles(LookBack.Started, LookBack.Resumed)
    def begun(self, event: LookBack.Started | LookBack.Resumed, metadata: Metadata) -> list[Statement]:
        return [
            self.statement(
                "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, NULL, NULL, false)",
                deadline_of(event.originator_id, event.released_on, mark), event.originator_id, event.person_id,
                event.office_id, mark.value,
            )
            for mark in event.marks
        ]  # fmt: skip

    @handles(LookBack.OutcomeReviewed)
    def reviewed(self, event: LookBack.OutcomeReviewed, metadata: Metadata) -> Statement:
        found = deadline_of(event.originator_id, event.released_on, event.mark)
        return self.statement("DELETE FROM {table} WHERE deadline_id = %s", found)

    @handles(LookBack.CameOver)
    def came_over(self, event: LookBack.CameOver, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE look_back_id = %s", event.office_id, event.originator_id
        )

    @handles(LookBack.Ended)
    def ended(self, event: LookBack.Ended, metadata: Metadata) -> Statement:
        return self.statement("DELETE FROM {table} WHERE look_back_id = %s", event.originator_id)

    @handles(Deadline.Started, Deadline.Extended, Deadline.Resumed, Deadline.Reopened)
    def due(self, event: Any, metadata: Metadata) -> Statement:
        """The deadlines of other things concern no row here."""
        return self.statement(
            "UPDATE {table} SET due_on = %s, due_at = %s WHERE deadline_id = %s",
            event.due.on, event.due.at, event.originator_id,
        )  # fmt: skip

    @handles(Deadline.Missed)
    def missed(self, event: Any, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET missed = true WHERE deadline_id = %s", event.originator_id)

    def due_at_office(
        self, source: Query, office_id: UUID, until: date | None, limit: int, after: tuple[Any, ...] | None
    ) -> list[LookBackLine]:
        """The earliest first. `after`: end and id of the last one seen."""
        at, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE office_id = %s AND due_at IS NOT NULL"
            " AND (%s::date IS NULL OR due_on <= %s)"
            " AND (%s::timestamptz IS NULL OR (due_at, deadline_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY due_at, deadline_id LIMIT %s",
            office_id, until, until, at, at, known, limit,
        )  # fmt: skip
        return [LookBackLine(one, person, LookBackMark(mark), *rest) for one, person, mark, *rest in rows]
