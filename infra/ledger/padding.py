"""Puts events among padding on a fixed clock, so that the size of a confidential log follows from the time alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from infra import world
from infra.database import Connection
from infra.ledger import merkle
from infra.ledger.leaves import LeafMissing

BATCH = 64
PADDING = b"\x00"
TICKS_AT_ONCE = 64
SCHEDULE = "SELECT started_at, seconds, batch FROM ledger_schedule"
START = "INSERT INTO ledger_schedule (started_at, seconds, batch) VALUES (%s, %s, %s)"
LAST = "SELECT coalesce(max(index) + 1, 0), coalesce(max(position), 0) FROM ledger_sequence"
WAITING = "SELECT position, leaf FROM ledger_leaves WHERE position > %s ORDER BY position LIMIT %s"
ADD = "COPY ledger_sequence (index, leaf, position, padding) FROM STDIN (FORMAT BINARY)"
Row = tuple[int, bytes, int | None, bytes | None]


@dataclass(frozen=True)
class Schedule:
    """So many leaves at the start, and again so many after every so many seconds."""

    started_at: datetime
    seconds: int
    batch: int

    def size_at(self, moment: datetime) -> int:
        """How many leaves the log has at a moment, whatever happened until then."""
        ticks = (moment - self.started_at) // timedelta(seconds=self.seconds) + 1
        return max(ticks, 0) * self.batch

    def wait_at(self, moment: datetime) -> float:
        """Seconds from a moment to the next tick."""
        return self.seconds - (moment - self.started_at).total_seconds() % self.seconds


def schedule(connection: Connection, seconds: int, batch: int = BATCH) -> Schedule:
    """The store's schedule; the first follower fixes it for good, for a change would tell of a change."""
    row = connection.execute(SCHEDULE.encode()).fetchone()
    if row is None:
        connection.execute(START.encode(), (world.now(), seconds, batch))
        return schedule(connection, seconds, batch)
    return Schedule(*row)


def pad(connection: Connection, plan: Schedule) -> int:
    """Append what is due by now; returns how many leaves. What does not fit waits for the next tick.

    Raises LeafMissing when a hole in the log shows that a leaf was deleted.
    """
    added, due = 0, plan.size_at(world.now())
    while page := _page(connection, plan, due):
        with connection.transaction(), connection.cursor() as cursor, cursor.copy(ADD.encode()) as copy:
            copy.set_types(["int8", "bytea", "int8", "bytea"])
            for row in page:
                copy.write_row(row)
        added += len(page)
    return added


def _page(connection: Connection, plan: Schedule, due: int) -> list[Row]:
    found = connection.execute(LAST.encode()).fetchone()
    size, position = (int(found[0]), int(found[1])) if found else (0, 0)
    room = min(due - size, TICKS_AT_ONCE * plan.batch)
    if room <= 0:
        return []
    waiting = connection.execute(WAITING.encode(), (position, room), binary=True).fetchall()
    for expected, (at, _) in enumerate(waiting, position + 1):
        if at != expected:
            raise LeafMissing(expected)
    events: list[Row] = [(size + i, bytes(leaf), at, None) for i, (at, leaf) in enumerate(waiting)]
    return events + _padding(range(size + len(events), size + room))


def _padding(indexes: Sequence[int]) -> list[Row]:
    data = [PADDING + world.random_bytes(32) for _ in indexes]
    return [(index, merkle.leaf_hash(each), None, each) for index, each in zip(indexes, data, strict=True)]
