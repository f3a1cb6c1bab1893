"""Open deadlines of a confidential store: the timer sees when to look, and nothing tells whose a deadline is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.deadlines import Kind, rule
from infra import veil
from infra.deadlines.calendars import Closure, Place
from infra.deadlines.due import Due
from infra.deadlines.views import Line, OpenDeadlines, events_named
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, handles

# Local midnights of all zones of the country lie between two of these instants, so that none tells a zone.
GRID = timedelta(hours=6)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
COUNTED = ("calendar_days", "business_days", "office_hours")


def looked_at(rule_id: str, at: datetime) -> datetime:
    """When the timer looks: at once for hours, which run alike everywhere; for days at the next stroke of the grid."""
    if rule(rule_id).term().kind is Kind.CLOCK_HOURS:
        return at
    return EPOCH - GRID * ((EPOCH - at) // GRID)


class VeiledDeadlines(OpenDeadlines):
    version = 2
    columns = """
        deadline_id uuid PRIMARY KEY,
        rule text NOT NULL,
        status text NOT NULL,
        told text NOT NULL,
        due text NOT NULL,
        next_at timestamptz"""

    @property
    def ddl(self) -> str:
        """With the timer's index."""
        return (
            f"CREATE TABLE {self.table} ({self.columns});"
            f" CREATE INDEX ON {self.table} (next_at, deadline_id) WHERE next_at IS NOT NULL"
        )

    @handles(*events_named("Started"))
    def started(self, event: Any, metadata: Metadata) -> Statement:
        place = event.place
        told = [
            str(event.subject), event.kind.value, event.late_recorded, place.uf, place.municipality_ibge7,
            place.court, place.zone, event.started_at.isoformat(),
        ]  # fmt: skip
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, 'open', %s, %s, %s)",
            event.originator_id,
            event.rule,
            veil.hide(told, f"deadline:{event.originator_id}"),
            _hidden(event.originator_id, event.due),
            looked_at(event.rule, event.due.approaching_at or event.due.at),
        )

    @handles(*events_named("Approaching"))
    def approaching(self, event: Any, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'approaching', next_at = %s WHERE deadline_id = %s",
            looked_at(event.rule, event.due_at),
            event.originator_id,
        )

    @handles(*events_named("Resumed"), *events_named("Extended"), *events_named("Reopened"))
    def ends_at(self, event: Any, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET due = %s, status = 'open', next_at = %s WHERE deadline_id = %s",
            _hidden(event.originator_id, event.due),
            looked_at(event.rule, event.due.approaching_at or event.due.at),
            event.originator_id,
        )

    def covered(self, source: Query, closure: Closure, after: UUID | None, limit: int) -> list[UUID]:
        """As of the open ones; which place a row is of can be told only here."""
        found = [line for line, kind, place in self._lines(source) if _covers(closure, line, kind, place)]
        behind = sorted(line.deadline_id for line in found if after is None or line.deadline_id > after)
        return behind[:limit]

    def of_territory(
        self, source: Query, uf: str, status: str | None, rule: str | None, municipality: str | None,
        limit: int, after: tuple[Any, ...] | None = None,
    ) -> list[Line]:  # fmt: skip
        """No operation of a confidential store asks for this: a list of a state would tell of its notices."""
        raise NotImplementedError

    def _lines(self, source: Query) -> list[tuple[Line, str, Place]]:
        rows = self.rows(source, "SELECT deadline_id, rule, status, told, due FROM {table} WHERE status <> 'over'")
        return [_line(*row) for row in rows]


def _hidden(deadline_id: UUID, due: Due) -> str:
    return veil.hide([due.at.isoformat(), due.on.isoformat()], f"due:{deadline_id}")


def _line(deadline_id: UUID, rule_id: str, status: str, told: str, due: str) -> tuple[Line, str, Place]:
    subject, kind, late, uf, municipality, court, zone, started = veil.show(told, f"deadline:{deadline_id}")
    at, on = veil.show(due, f"due:{deadline_id}")
    line = Line(
        deadline_id, rule_id, UUID(subject), status, late, uf, municipality, zone,
        datetime.fromisoformat(started), datetime.fromisoformat(at), date.fromisoformat(on),
    )  # fmt: skip
    return line, kind, Place(zone, uf, municipality, court)


def _covers(closure: Closure, line: Line, kind: str, place: Place) -> bool:
    running = line.status in ("open", "approaching") and kind in COUNTED
    return running and line.due_on >= closure.first_on and closure.scope in place.scopes
