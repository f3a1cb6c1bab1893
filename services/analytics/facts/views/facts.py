"""The facts, readable up to any position of this store's own log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.analytics.facts.domain.fact import Fact, FactKind
from services.analytics.facts.rows import FactRow

COLUMNS = "f.fact_id, f.kind, f.subject_id, f.person_id, f.office_id, f.uf, f.occurred_at, f.codes"
# A fact is the first and only event of its stream, so the log knows its position in this store.
UNTIL = "JOIN stored_events e ON e.originator_id = f.fact_id AND e.originator_version = 1 AND e.notification_id <= %s"


@dataclass(frozen=True)
class SourceLine:
    """How far a source has been followed, as far as it told facts."""

    source: str
    facts: int
    position: int
    recorded_at: datetime


class Facts(View):
    name = "facts"
    kept_because = "totals count it; what the pseudonym declared of itself is not here and cannot be opened any more"
    columns = """
        fact_id uuid PRIMARY KEY,
        kind text NOT NULL,
        source text NOT NULL,
        source_position bigint NOT NULL,
        source_recorded_at timestamptz NOT NULL,
        subject_id uuid NOT NULL,
        person_id uuid,
        office_id uuid,
        uf text,
        occurred_at timestamptz NOT NULL,
        codes jsonb NOT NULL"""

    @handles(Fact.Recorded)
    def recorded(self, event: Fact.Recorded, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.originator_id,
            str(event.kind),
            event.origin.source,
            event.origin.position,
            event.origin.recorded_at,
            event.subject_id,
            event.person_id,
            event.office_id,
            event.uf,
            event.timestamp,
            Jsonb(event.codes),
        )

    def between(self, source: Query, kind: FactKind, start: datetime, end: datetime, cut_off: int) -> list[FactRow]:
        """What happened from `start` until before `end`, as far as recorded here up to position `cut_off`."""
        return self._read(
            source, "WHERE f.kind = %s AND f.occurred_at >= %s AND f.occurred_at < %s", cut_off, str(kind), start, end
        )

    def on_days(self, source: Query, kind: FactKind, first: str, last: str, cut_off: int) -> list[FactRow]:
        """What the source dated from `first` to `last`, both included (ISO dates)."""
        where = "WHERE f.kind = %s AND f.codes ->> 'on' BETWEEN %s AND %s"
        return self._read(source, where, cut_off, str(kind), first, last)

    def about(self, source: Query, kind: FactKind, subjects: Sequence[UUID], cut_off: int) -> list[FactRow]:
        return self._read(source, "WHERE f.kind = %s AND f.subject_id = ANY(%s)", cut_off, str(kind), list(subjects))

    def told(self, source: Query, kinds: Sequence[FactKind], cut_off: int) -> list[FactRow]:
        """All of these kinds."""
        return self._read(source, "WHERE f.kind = ANY(%s)", cut_off, [str(kind) for kind in kinds])

    def sources(self, source: Query) -> list[SourceLine]:
        rows = self.rows(
            source,
            "SELECT source, count(*), max(source_position), max(source_recorded_at) FROM {table}"
            " GROUP BY source ORDER BY source",
        )
        return [SourceLine(*row) for row in rows]

    def _read(self, source: Query, where: str, cut_off: int, *parameters: object) -> list[FactRow]:
        sql = f"SELECT {COLUMNS} FROM {{table}} f {UNTIL} {where} ORDER BY f.fact_id"
        rows = self.rows(source, sql, cut_off, *parameters)
        return [FactRow(row[0], FactKind(row[1]), *row[2:]) for row in rows]
