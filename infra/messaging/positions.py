"""How far a consumer has read each source: one inbox row for a source, channel and partition, locked while it moves."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging.envelope import Envelope

# (SELECT ...): for a list that it sees PostgreSQL would make a new plan each time, which takes longer than the reading.
ROWS = """SELECT source, log_id, last FROM inbox
           WHERE channel = %s AND partition = %s AND source = ANY((SELECT %s::text[])::text[]) ORDER BY source"""
ENSURE = "INSERT INTO inbox (source, channel, partition) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
# The first reactions to a source were there from its beginning; one that comes later begins where the consumer is.
BEGIN = """INSERT INTO reaction_starts (reaction, source, channel, partition, since)
           SELECT reaction, source, channel, partition,
                  CASE WHEN EXISTS (SELECT FROM reaction_starts AS known WHERE known.source = inbox.source
                                       AND known.channel = inbox.channel AND known.partition = inbox.partition)
                       THEN last ELSE 0 END
             FROM inbox CROSS JOIN unnest(%s::text[]) AS reaction
            WHERE source = %s AND channel = %s AND partition = %s
           ON CONFLICT DO NOTHING"""
MOVE = "UPDATE inbox SET log_id = %s, last = %s WHERE source = %s AND channel = %s AND partition = %s"


Rows = list[tuple[Any, ...]]


class Verdict(Enum):
    """What to do with a message, by its place in its source's log."""

    DONE = "already applied"
    NEXT = "apply"
    GAP = "catch up first"
    FOREIGN = "another log"


def locking(channel: str, partition: int, sources: Collection[str]) -> Statement:
    """The query that locks and reads these rows; the first of its transaction."""
    return Statement(ROWS + " FOR UPDATE", (channel, partition, sorted(sources)))


class Positions:
    """The inbox rows of one transaction. Locked first, so that two consumers during a hand-over serialise."""

    def __init__(
        self, unit: UnitOfWork, channel: str, partition: int, sources: Collection[str], rows: Rows | None = None
    ) -> None:
        """`rows` are what `locking` gave to who had more to read at the same time."""
        self._unit, self._channel, self._partition = unit, channel, partition
        self._moved: set[str] = set()
        locked = unit.queries(locking(channel, partition, sources))[0] if rows is None else rows
        self._rows: dict[str, tuple[UUID | None, int]] = {source: (log_id, last) for source, log_id, last in locked}

    def judge(self, envelope: Envelope) -> Verdict:
        log_id, last = self._rows[envelope.source]
        mine = envelope.log_id
        if log_id is not mine and log_id is not None and log_id != mine:
            return Verdict.FOREIGN
        if envelope.position <= last:
            return Verdict.DONE
        return Verdict.NEXT if envelope.previous <= last else Verdict.GAP

    def last(self, source: str) -> int:
        return self._rows[source][1]

    def is_foreign(self, source: str, log_id: UUID) -> bool:
        return self._rows[source][0] not in (None, log_id)

    def move(self, source: str, log_id: UUID, position: int) -> None:
        """Everything of this source up to `position` has taken effect, is parked, or does not concern us."""
        self._rows[source] = (log_id, position)
        self._moved.add(source)

    def write(self) -> None:
        """Put the moved rows into the unit of work, ahead of everything else."""
        for source in sorted(self._moved):
            log_id, last = self._rows[source]
            self._unit.first(Statement(MOVE, (log_id, last, source, self._channel, self._partition)))


def ensure(unit: UnitOfWork, channel: str, partition: int, sources: Collection[str]) -> None:
    """Make the rows of sources that are new here; they start before the source's first message."""
    for source in sorted(sources):
        unit.first(Statement(ENSURE, (source, channel, partition)))


def begin(unit: UnitOfWork, channel: str, partition: int, source: str, reactions: Collection[str]) -> None:
    """Record from where on these reactions see what a source publishes; once for each, after `ensure`."""
    unit.first(Statement(BEGIN, (sorted(reactions), source, channel, partition)))


def read(unit: UnitOfWork, channel: str, partition: int, source: str) -> tuple[UUID | None, int]:
    """Log id and position of one source, without a lock."""
    _, log_id, last = unit.query(ROWS, (channel, partition, [source]))[0]
    return log_id, last
