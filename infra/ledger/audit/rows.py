"""Every event row against the leaf that was made of it, in the order of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.database import Connection
from infra.eventstore.ledger import leaf_hash
from infra.eventstore.records import StoredRecord
from infra.ledger.audit.findings import Kind, Report

ROWS = """SELECT coalesce(e.notification_id, l.position), e.originator_id, e.originator_version, e.topic, e.state,
                 e.metadata, e.recorded_at, e.log_id, l.leaf
            FROM stored_events e FULL JOIN ledger_leaves l ON l.position = e.notification_id
           ORDER BY 1"""
HEAD = "SELECT size FROM log_head"
PAGE = 2000
GONE = bytes(32)
# Finding out who changed places with whom compares everybody with everybody.
MOST_COMPARED = 200


@dataclass(frozen=True)
class Row:
    """One log position: the event as it is stored now, and the leaf as it was stored then."""

    position: int
    record: StoredRecord | None
    leaf: bytes | None

    @property
    def hash(self) -> bytes:
        """The leaf hash that this position has now; of a deleted event the one that was left behind."""
        return leaf_hash(self.record) if self.record else self.leaf or b""

    @property
    def name(self) -> str:
        if self.record is None:
            return f"position {self.position}"
        return f"position {self.position} (stream {self.record.stream}, version {self.record.version})"


@dataclass
class RowCheck:
    """Looks at one row after the other; `finish` says what only the whole shows."""

    report: Report
    last: int = 0
    at: datetime | None = None
    versions: dict[UUID, int] = field(default_factory=dict)
    suspects: list[Row] = field(default_factory=list)

    def missing(self, row: Row) -> list[bytes]:
        """Something in the place of each position that was passed over, so that what follows keeps its place."""
        gap = row.position - self.last - 1
        if gap > 0:
            text = f"positions {self.last + 1} to {row.position - 1}: events and leaves are gone"
            self.report.add(Kind.DELETED, text, self.last + 1)
        return [GONE] * min(gap, PAGE)

    def look(self, row: Row) -> bytes:
        """The row's present leaf hash."""
        self.last, found = row.position, row.hash
        if row.record is None:
            self.report.add(Kind.DELETED, f"{row.name}: the event is gone, its leaf is left", row.position)
            return found
        self.report.events += 1
        self._sequence(row, row.record)
        if row.leaf is None:
            self.report.add(Kind.INSERTED, f"{row.name}: an event without a leaf", row.position)
        elif found != row.leaf:
            self.suspects.append(row)
        return found

    def _sequence(self, row: Row, record: StoredRecord) -> None:
        before = self.versions.get(record.stream, 0)
        if record.version != before + 1:
            text = f"{row.name}: follows version {before} of its stream"
            self.report.add(Kind.REORDERED if record.version <= before else Kind.DELETED, text, row.position)
        self.versions[record.stream] = record.version
        if self.at is not None and record.recorded_at < self.at:
            self.report.add(Kind.REORDERED, f"{row.name}: recorded before its predecessor", row.position)
        self.at = record.recorded_at

    def finish(self, head: int) -> None:
        for row in self.suspects:
            self._accuse(row)
        if self.last < head:
            self.report.add(Kind.TRUNCATED, f"the log ends at position {self.last}, its head says {head}", self.last)
        if self.last > head:
            self.report.add(Kind.INSERTED, f"the log goes on to {self.last}, its head says {head}", head + 1)

    def _accuse(self, row: Row) -> None:
        assert row.record is not None
        others = self.suspects[:MOST_COMPARED]
        origin = next((o for o in others if o is not row and _came_from(row.record, o)), None)
        if origin is not None:
            text = f"{row.name}: this is the event of position {origin.position}"
            self.report.add(Kind.REORDERED, text, row.position)
        else:
            self.report.add(Kind.CHANGED, f"{row.name}: the event is not the one that was recorded", row.position)


def _came_from(record: StoredRecord, other: Row) -> bool:
    assert other.record is not None
    moved = replace(record, position=other.position, recorded_at=other.record.recorded_at)
    return other.leaf in (leaf_hash(replace(record, position=other.position)), leaf_hash(moved))


def rows(connection: Connection) -> Iterator[Row]:
    """All positions of the log, from one snapshot, a page at a time."""
    with connection.cursor("audit_rows", binary=True) as cursor:
        cursor.itersize = PAGE
        cursor.execute(ROWS)
        for values in cursor:
            yield _row(*values)


def head(connection: Connection) -> int:
    """The size that the log says it has."""
    found = connection.execute(HEAD).fetchone()
    return int(found[0]) if found else 0


def _row(position: int, stream: UUID | None, version: int, topic: str, state: bytes, metadata: str, *rest: Any) -> Row:
    recorded_at, log_id, leaf = rest
    kept = bytes(leaf) if leaf is not None else None
    if stream is None:
        return Row(position, None, kept)
    record = StoredRecord(stream, version, topic, bytes(state), metadata.encode(), position, recorded_at, log_id)
    return Row(position, record, kept)
