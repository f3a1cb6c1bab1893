"""The relay: pumps a store's public log to the broker, in order, and remembers how far it got."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from time import monotonic

import psycopg
from kombu import Connection as BrokerConnection

from infra import crashpoints
from infra.database import Connection, DatabaseSettings, connect
from infra.locks import AdvisoryLock
from infra.messaging.bell import Bell
from infra.messaging.outlet import START_TIMEOUT, Outgoing, Outlet
from infra.messaging.stats import RelayStats
from infra.messaging.topology import EXCHANGES, ZONE_OF_CHANNEL, declare_exchanges, routing_key
from infra.observability.logs import logger
from infra.refusals import Unavailable

WINDOW = 1024
LIMITS = "-c TimeZone=UTC -c lock_timeout=2s -c statement_timeout=5s -c synchronous_commit=off"
SHORTEST, LONGEST = 0.2, 10.0
# What was published before a restore goes out under the present log id: it is part of this log now.
READ = """SELECT position, channel, partition, type,
                 (CASE WHEN message->>'logid' = log_id::text THEN message
                       ELSE message || jsonb_build_object('logid', log_id) END)::text
            FROM published CROSS JOIN log_head
           WHERE position > %s ORDER BY position LIMIT %s"""
PENDING = "SELECT count(*) FROM (SELECT 1 FROM published WHERE position > %s LIMIT 100000) AS waiting"
DECLARE_TIMEOUT = 5
GRACE = 5.0


class SessionLost(Exception):
    """The session with the broker is over; the argument is the class of what ended it."""


def _cause(error: Exception) -> str:
    return str(error) if isinstance(error, SessionLost) else type(error).__name__


class Relay:
    """One store's relay. Lock, reads and cursor use one database connection; its loss ends the session.

    `run` returns after `stop` only: while the broker or the database is away it tries again for ever.
    Several relays may run in one process, each in a thread. The broker user may write this store's keys only.
    """

    def __init__(
        self,
        store: str,
        zone: str,
        database: DatabaseSettings,
        amqp_uri: str,
        window: int = WINDOW,
        channels: Iterable[str] | None = None,
    ) -> None:
        self.store = store
        self.stats = RelayStats(store)
        self._channels = tuple(channels or (c for c, z in ZONE_OF_CHANNEL.items() if z == zone))
        self._database = database
        self._amqp_uri = amqp_uri
        self._window = window
        self._stopping = threading.Event()
        self._bell = Bell()
        self._patience = 0.0

    def check(self) -> None:
        """Raises Unavailable while this relay neither pumps nor stands by for the one that does."""
        if not (self.stats.active or self.stats.standby):
            raise Unavailable("broker or database")

    def stop(self) -> None:
        """Let `run` return once what is in flight is settled, or after a few seconds. Callable from a signal."""
        self._patience = monotonic() + GRACE
        self._stopping.set()
        self._bell.ring()

    def run(self) -> None:
        pause = SHORTEST
        while not self._stopping.is_set():
            started = monotonic()
            try:
                self._session()
            except (SessionLost, Unavailable, psycopg.Error, OSError) as error:
                logger().warning("relay.session_lost", store=self.store, reason=_cause(error))
            self.stats.active = self.stats.standby = False
            pause = SHORTEST if monotonic() - started > LONGEST else min(pause * 2, LONGEST)
            self._stopping.wait(pause)
        self._bell.close()

    def _session(self) -> None:
        with connect(self._database, limits=LIMITS, autocommit=True) as connection:
            if not self._become_active(connection):
                return
            self._declare()
            outlet = Outlet(self._amqp_uri, self.stats, self._window, self._bell.ring)
            try:
                if not outlet.ready.wait(START_TIMEOUT) or outlet.lost:
                    raise SessionLost(outlet.lost or "no answer")
                self.stats.sessions += 1
                self.stats.active = True
                self._pump(connection, outlet)
            finally:
                outlet.close()

    def _become_active(self, connection: Connection) -> bool:
        while not self._stopping.is_set():
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", (AdvisoryLock.RELAY,)).fetchone()
            if row and row[0]:
                self.stats.standby = False
                return True
            self.stats.standby = True
            self._stopping.wait(1.0)
        return False

    def _declare(self) -> None:
        with BrokerConnection(self._amqp_uri, connect_timeout=DECLARE_TIMEOUT) as broker:
            try:
                declare_exchanges(broker, self._channels)
            except (*broker.connection_errors, *broker.channel_errors) as error:
                raise SessionLost(type(error).__name__) from error

    def _pump(self, connection: Connection, outlet: Outlet) -> None:
        """Read, send, follow what is settled; sleeps only on the two sockets that can bring news."""
        connection.execute("LISTEN published")
        cursor = read = self._cursor(connection)
        counted = 0.0
        while True:
            stopping = self._stopping.is_set()
            messages = [] if stopping else self._read(connection, read, outlet.free())
            if messages:
                outlet.send(messages)
                read = messages[-1].position
            settled = outlet.settled()
            if settled is not None and settled > cursor:
                crashpoints.reached("relay.before-cursor", self.store)
                connection.execute("UPDATE relay_cursor SET position = %s", (settled,))
                cursor = settled
            if outlet.lost:
                raise SessionLost(outlet.lost)
            if stopping and (not outlet.in_flight() or monotonic() > self._patience):
                return
            if monotonic() - counted > 2:
                outlet.expire()
                self.stats.pending, counted = self._pending(connection, cursor), monotonic()
            if not messages or not outlet.free():
                self._sleep(connection, 2.0)

    def _cursor(self, connection: Connection) -> int:
        row = connection.execute("SELECT position FROM relay_cursor").fetchone()
        return int(row[0]) if row else 0

    def _read(self, connection: Connection, after: int, limit: int) -> list[Outgoing]:
        rows = connection.execute(READ, (after, limit)).fetchall() if limit else []
        return [self._outgoing(*row) for row in rows]

    def _outgoing(self, position: int, channel: str, partition: int, type_: str, message: str) -> Outgoing:
        exchange = EXCHANGES[channel] if channel in self._channels else None
        if exchange is None:
            logger().error("relay.wrong_zone", store=self.store, channel=channel)
        return Outgoing(position, exchange, routing_key(type_, partition), message.encode())

    def _pending(self, connection: Connection, cursor: int) -> int:
        row = connection.execute(PENDING, (cursor,)).fetchone()
        return int(row[0]) if row else 0

    def _sleep(self, connection: Connection, seconds: float) -> None:
        """Until a notification of the database, a word from the outlet, `stop`, or so many seconds."""
        if list(connection.notifies(timeout=0)):
            return  # it came together with the answer to an earlier statement
        self._bell.wait(connection.fileno(), seconds)
        list(connection.notifies(timeout=0))
