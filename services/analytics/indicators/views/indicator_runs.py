"""The runs that were made, and which of them is the latest word on an indicator and a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.analytics.indicators.domain.indicator_run import IndicatorRun, Line

COLUMNS = "run_id, indicator_id, definition_version, period, cut_off, inputs_hash, facts, lines, hidden, computed_at"


@dataclass(frozen=True)
class RunLine:
    """One run; `hidden` are the cells of its table that nobody sees."""

    run_id: UUID
    indicator_id: str
    definition_version: int
    period: str
    cut_off: int
    inputs_hash: str
    facts: int
    lines: tuple[Line, ...]
    hidden: frozenset[tuple[str, ...]]
    computed_at: datetime


class IndicatorRuns(View):
    name = "indicator_runs"
    columns = """
        run_id uuid PRIMARY KEY,
        indicator_id text NOT NULL,
        definition_version integer NOT NULL,
        period text NOT NULL,
        cut_off bigint NOT NULL,
        inputs_hash text NOT NULL,
        facts integer NOT NULL,
        lines jsonb NOT NULL,
        hidden jsonb NOT NULL,
        computed_at timestamptz NOT NULL"""

    @handles(IndicatorRun.Computed)
    def computed(self, event: IndicatorRun.Computed, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '[]', %s)",
            event.originator_id,
            event.indicator_id,
            event.definition_version,
            event.period,
            event.cut_off.position,
            event.inputs_hash,
            event.facts,
            Jsonb([[list(line.codes), line.numerator, line.denominator] for line in event.lines]),
            event.timestamp,
        )

    @handles(IndicatorRun.CellsSuppressed)
    def cells_suppressed(self, event: IndicatorRun.CellsSuppressed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET hidden = %s WHERE run_id = %s",
            Jsonb([list(cell) for cell in (*event.primary, *event.complementary)]),
            event.originator_id,
        )

    def latest(self, source: Query, indicator_id: str, period: str) -> RunLine | None:
        rows = self.rows(
            source,
            f"SELECT {COLUMNS} FROM {{table}} WHERE indicator_id = %s AND period = %s"
            " ORDER BY cut_off DESC, run_id DESC LIMIT 1",
            indicator_id,
            period,
        )
        return _run(rows[0]) if rows else None

    def one(self, source: Query, run_id: UUID) -> RunLine | None:
        rows = self.rows(source, f"SELECT {COLUMNS} FROM {{table}} WHERE run_id = %s", run_id)
        return _run(rows[0]) if rows else None


def _run(row: tuple[Any, ...]) -> RunLine:
    lines = tuple(Line(tuple(codes), numerator, base) for codes, numerator, base in row[7])
    hidden = frozenset(tuple(cell) for cell in row[8])
    return RunLine(row[0], row[1], row[2], row[3], row[4], row[5], row[6], lines, hidden, row[9])
