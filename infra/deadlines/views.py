"""Read models of the engine: deadlines that have not ended, and the suspensions that were declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from infra.deadlines.calendars import Closure
from infra.deadlines.deadline import deadline
from infra.deadlines.due import Due
from infra.deadlines.suspension import suspension
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.stores import STORES
from infra.views import Query, View, handles

COLUMNS = "deadline_id, rule, subject, status, late_recorded, uf, municipality_ibge7, zone, started_at, due_at, due_on"


@dataclass(frozen=True)
class Line:
    """One deadline in a list."""

    deadline_id: UUID
    rule: str
    subject: UUID
    status: str
    late_recorded: bool
    uf: str | None
    municipality_ibge7: str | None
    zone: str
    started_at: datetime
    due_at: datetime
    due_on: date


def events_named(name: str) -> list[Any]:
    """An event of the deadlines of every store."""
    return [getattr(deadline(store), name) for store in STORES]


class OpenDeadlines(View):
    """Deadlines that were neither met nor dropped. `next_at` is when the timer has to look at one again."""

    name = "open_deadlines"
    kept_because = "what is due by a day stays due, as that a partner deletes; ids and instants, and no value"
    columns = """
        deadline_id uuid PRIMARY KEY,
        rule text NOT NULL,
        subject uuid NOT NULL,
        kind text NOT NULL,
        status text NOT NULL,
        late_recorded boolean NOT NULL,
        uf text,
        municipality_ibge7 text,
        court text,
        zone text NOT NULL,
        started_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        due_on date NOT NULL,
        next_at timestamptz"""

    @property
    def ddl(self) -> str:
        """With the timer's index and the lists'."""
        return (
            f"{super().ddl}; CREATE INDEX ON {self.table} (next_at, deadline_id) WHERE next_at IS NOT NULL;"
            f" CREATE INDEX ON {self.table} (uf, due_at, deadline_id)"
        )

    @handles(*events_named("Started"))
    def started(self, event: Any, metadata: Metadata) -> Statement:
        place, due = event.place, event.due
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, 'open', %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.originator_id, event.rule, event.subject, event.kind.value, event.late_recorded,
            place.uf, place.municipality_ibge7, place.court, place.zone, event.started_at,
            due.at, due.on, due.approaching_at or due.at,
        )  # fmt: skip

    @handles(*events_named("Approaching"))
    def approaching(self, event: Any, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'approaching', next_at = due_at WHERE deadline_id = %s", event.originator_id
        )

    @handles(*events_named("Missed"))
    def missed(self, event: Any, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "missed")

    @handles(*events_named("Paused"))
    def paused(self, event: Any, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "paused")

    @handles(*events_named("Resumed"))
    def resumed(self, event: Any, metadata: Metadata) -> Statement:
        return self._ends(event.originator_id, event.due)

    @handles(*events_named("Extended"))
    def extended(self, event: Any, metadata: Metadata) -> Statement:
        return self._ends(event.originator_id, event.due)

    @handles(*events_named("Met"), *events_named("Dropped"))
    def over(self, event: Any, metadata: Metadata) -> Statement:
        """It stays as a row that nobody sees, should it be reopened."""
        return self._now(event.originator_id, "over")

    @handles(*events_named("Reopened"))
    def reopened(self, event: Any, metadata: Metadata) -> Statement:
        return self._ends(event.originator_id, event.due)

    def _now(self, deadline_id: UUID, status: str) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = %s, next_at = NULL WHERE deadline_id = %s", status, deadline_id
        )

    def _ends(self, deadline_id: UUID, due: Due) -> Statement:
        return self.statement(
            "UPDATE {table} SET due_at = %s, due_on = %s, status = 'open', next_at = %s WHERE deadline_id = %s",
            due.at, due.on, due.approaching_at or due.at, deadline_id,
        )  # fmt: skip

    def due(self, source: Query, now: datetime, limit: int) -> list[tuple[datetime, UUID]]:
        """What the timer has to look at, in the order of time."""
        rows = self.rows(
            source,
            "SELECT next_at, deadline_id FROM {table} WHERE next_at <= %s ORDER BY next_at, deadline_id LIMIT %s",
            now,
            limit,
        )
        return [(row[0], row[1]) for row in rows]

    def covered(self, source: Query, closure: Closure, after: UUID | None, limit: int) -> list[UUID]:
        """Running deadlines that are counted in days, of a scope, and end on the closure's first day or later."""
        rows = self.rows(
            source,
            "SELECT deadline_id FROM {table} WHERE status IN ('open', 'approaching')"
            " AND kind IN ('calendar_days', 'business_days', 'office_hours') AND due_on >= %s"
            " AND %s IN ('BR', 'BR-' || uf, 'BR-' || municipality_ibge7, court)"
            " AND (%s::uuid IS NULL OR deadline_id > %s) ORDER BY deadline_id LIMIT %s",
            closure.first_on, closure.scope, after, after, limit,
        )  # fmt: skip
        return [row[0] for row in rows]

    def of_territory(
        self, source: Query, uf: str, status: str | None, rule: str | None, municipality: str | None,
        limit: int, after: tuple[Any, ...] | None = None,
    ) -> list[Line]:  # fmt: skip
        """What waits in a state, the earliest end first. `after` is end and id of the last one already seen."""
        at, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT {COLUMNS} FROM {{table}} WHERE uf = %s AND status <> 'over'"
            " AND (%s::text IS NULL OR status = %s) AND (%s::text IS NULL OR rule = %s)"
            " AND (%s::text IS NULL OR municipality_ibge7 = %s)"
            " AND (%s::timestamptz IS NULL OR (due_at, deadline_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY due_at, deadline_id LIMIT %s",
            uf, status, status, rule, rule, municipality, municipality, at, at, known, limit,
        )  # fmt: skip
        return [Line(*row) for row in rows]


@dataclass(frozen=True)
class Declared:
    """One suspension in a list."""

    suspension_id: UUID
    scope: str
    first_on: date
    last_on: date
    act: str
    declared_at: datetime
    applied: bool

    @property
    def closure(self) -> Closure:
        return Closure(self.scope, self.first_on, self.last_on)


class Suspensions(View):
    """What was suspended ad hoc, and whether the open deadlines know it yet."""

    name = "suspensions"
    columns = """
        suspension_id uuid PRIMARY KEY,
        scope text NOT NULL,
        first_on date NOT NULL,
        last_on date NOT NULL,
        act text NOT NULL,
        declared_at timestamptz NOT NULL,
        applied boolean NOT NULL"""

    @handles(*(suspension(store).Declared for store in STORES))
    def declared(self, event: Any, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, false)",
            event.originator_id, event.scope, event.first_on, event.last_on, event.act, event.timestamp,
        )  # fmt: skip

    @handles(*(suspension(store).Applied for store in STORES))
    def applied(self, event: Any, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET applied = true WHERE suspension_id = %s", event.originator_id)

    def closures(self, source: Query, scopes: Iterable[str], day: date) -> list[Closure]:
        """What is suspended in these scopes on this day or later."""
        rows = self.rows(
            source,
            "SELECT scope, first_on, last_on FROM {table} WHERE scope = ANY(%s) AND last_on >= %s",
            list(scopes),
            day,
        )
        return [Closure(*row) for row in rows]

    def waiting(self, source: Query) -> list[Declared]:
        """Those that the open deadlines do not know yet."""
        return self._listed(source, "WHERE NOT applied ORDER BY suspension_id")

    def found(self, source: Query, limit: int, after: UUID | None) -> list[Declared]:
        """All of them, the earliest declared first."""
        return self._listed(
            source, "WHERE %s::uuid IS NULL OR suspension_id > %s ORDER BY suspension_id LIMIT %s", after, after, limit
        )

    def _listed(self, source: Query, rest: str, *parameters: Any) -> list[Declared]:
        return [Declared(*row) for row in self.rows(source, f"SELECT * FROM {{table}} {rest}", *parameters)]
