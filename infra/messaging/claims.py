"""Shares the partitions of a store among the replicas of its worker, by advisory locks on one connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from math import ceil

import psycopg

from infra.database import Connection, DatabaseSettings, connect
from infra.messaging.topology import PARTITIONS
from infra.observability.logs import logger
from infra.refusals import Unavailable

KEY = 0x7476  # first half of our lock keys; the second is the partition, or PRESENT
PRESENT = 1000
INTERVAL = 2.0
LIMITS = "-c TimeZone=UTC -c lock_timeout=2s -c statement_timeout=5s"
LIVE = """SELECT count(DISTINCT pid) FROM pg_locks
           WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND objsubid = 2 AND granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


class Claims:
    """Holds a fair share of the partitions: `begin(partition)` when one is ours, `end(partitions)` before they are not.

    Every replica holds a shared lock, so each can count them; the share is ceil(8 / replicas), looked at every
    two seconds. Losing the connection loses the locks, so everything ends then.
    """

    def __init__(
        self, database: DatabaseSettings, stopping: threading.Event,
        begin: Callable[[int], None], end: Callable[[Sequence[int]], None], interval: float = INTERVAL,
    ) -> None:  # fmt: skip
        self.held: set[int] = set()
        self._database, self._stopping, self._interval = database, stopping, interval
        self._begin, self._end = begin, end

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                with connect(self._database, limits=LIMITS, autocommit=True) as connection:
                    self._share(connection)
            except (Unavailable, psycopg.Error) as error:
                logger().warning("claims.connection_lost", error=type(error).__name__)
            self._end_all()
            self._stopping.wait(self._interval)

    def _share(self, connection: Connection) -> None:
        connection.execute("SELECT pg_advisory_lock_shared(%s, %s)", (KEY, PRESENT))
        while not self._stopping.is_set():
            share = ceil(PARTITIONS / self._count(connection, LIVE, KEY, PRESENT))
            self._release(connection, sorted(self.held)[share:])
            for partition in sorted(set(range(PARTITIONS)) - self.held):
                if len(self.held) < share:
                    self._claim(connection, partition)
            self._stopping.wait(self._interval)
        self._end_all()

    def _claim(self, connection: Connection, partition: int) -> None:
        if self._count(connection, "SELECT pg_try_advisory_lock(%s, %s)::integer", KEY, partition):
            self.held.add(partition)
            self._begin(partition)

    def _release(self, connection: Connection, partitions: Sequence[int]) -> None:
        self._end(partitions)
        self.held.difference_update(partitions)
        for partition in partitions:
            connection.execute("SELECT pg_advisory_unlock(%s, %s)", (KEY, partition))

    def _end_all(self) -> None:
        self._end(sorted(self.held))
        self.held.clear()

    @staticmethod
    def _count(connection: Connection, sql: str, *keys: int) -> int:
        row = connection.execute(sql.encode(), keys).fetchone()
        return int(row[0]) if row else 0
