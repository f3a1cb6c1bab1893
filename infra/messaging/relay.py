"""The relay: pumps a store's public log to the broker, in order, and remembers how far it got."""

from __future__ import annotations

import logging
import selectors
import socket
import threading
from time import monotonic

import psycopg
from kombu import Connection as BrokerConnection

from infra.database import Connection, DatabaseSettings, connect
from infra.messaging.outlet import START_TIMEOUT, Outgoing, Outlet
from infra.messaging.stats import RelayStats
from infra.messaging.topology import EXCHANGES, ZONE_OF_CHANNEL, Zone, declare_exchanges, routing_key
from infra.refusals import Unavailable

log = logging.getLogger(__name__)

WINDOW = 1024
LOCK = 0x7472_6176_0001  # one relay for a store: the lock is of the store's own database
LIMITS = "-c TimeZone=UTC -c lock_timeout=2s -c statement_timeout=5s -c synchronous_commit=off"
SHORTEST, LONGEST = 0.2, 10.0
READ = """SELECT position, channel, partition, type, message::text FROM published
           WHERE position > %s ORDER BY position LIMIT %s"""
PENDING = "SELECT count(*) FROM (SELECT 1 FROM published WHERE position > %s LIMIT 100000) AS waiting"
DECLARE_TIMEOUT = 5


class SessionLost(Exception):
    """The session with the broker is over; the cause is in the message."""


class Relay:
    """One store's relay. Lock, reads and cursor use one database connection; its loss ends the session.

    `run` returns after `stop` only: while the broker or the database is away it tries again for ever.
    Several relays may run in one process, each in a thread. The broker user may write this store's keys only.
    """

    def __init__(
        self, store: str, zone: Zone, database: DatabaseSettings, amqp_uri: str, window: int = WINDOW
    ) -> None:
        self.store = store
        self.stats = RelayStats(store)
        self._channels = tuple(c for c, z in ZONE_OF_CHANNEL.items() if z == zone)
        self._database = database
        self._amqp_uri = amqp_uri
        self._window = window
        self._stopping = threading.Event()
        self._inner, self._outer = socket.socketpair()
        self._inner.setblocking(False)
        self._outer.setblocking(False)

    def stop(self) -> None:
        """Let `run` return once what is in flight is settled, or after a few seconds. Callable from a signal."""
        self._stopping.set()
        self._wake()

    def run(self) -> None:
        pause = SHORTEST
        while not self._stopping.is_set():
            started = monotonic()
            try:
                self._session()
            except (SessionLost, Unavailable, psycopg.Error, OSError) as error:
                log.warning("relay.session_lost", extra={"store": self.store, "cause": type(error).__name__})
            self.stats.active = self.stats.standby = False
            pause = SHORTEST if monotonic() - started > LONGEST else min(pause * 2, LONGEST)
            self._stopping.wait(pause)

    def _session(self) -> None:
        with connect(self._database, limits=LIMITS, autocommit=True) as connection:
            if not self._become_active(connection):
                return
            self._declare()
            outlet = Outlet(self._amqp_uri, self.stats, self._window, self._wake)
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
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
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
                connection.execute("UPDATE relay_cursor SET position = %s", (settled,))
                cursor = settled
            if outlet.lost:
                raise SessionLost(outlet.lost)
            if stopping and not outlet.in_flight():
                return
            if monotonic() - counted > 2:
                self.stats.pending, counted = self._pending(connection, cursor), monotonic()
            if not messages or not outlet.free():
                self._sleep(connection, 2.0)

    def _cursor(self, connection: Connection) -> int:
        row = connection.execute("SELECT position FROM relay_cursor").fetchone()
        assert row is not None
        return int(row[0])

    def _read(self, connection: Connection, after: int, limit: int) -> list[Outgoing]:
        rows = connection.execute(READ, (after, limit)).fetchall() if limit else []
        return [self._outgoing(*row) for row in rows]

    def _outgoing(self, position: int, channel: str, partition: int, type_: str, message: str) -> Outgoing:
        exchange = EXCHANGES[channel] if channel in self._channels else None
        if exchange is None:
            log.error("relay.wrong_zone", extra={"store": self.store, "channel": channel})
        return Outgoing(position, exchange, routing_key(type_, partition), message.encode())

    def _pending(self, connection: Connection, cursor: int) -> int:
        row = connection.execute(PENDING, (cursor,)).fetchone()
        return int(row[0]) if row else 0

    def _sleep(self, connection: Connection, seconds: float) -> None:
        """Until a notification of the database, a word from the outlet, `stop`, or so many seconds."""
        if list(connection.notifies(timeout=0)):
            return  # it came together with the answer to an earlier statement
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._inner, selectors.EVENT_READ)
            ready = {key.fileobj for key, _ in selector.select(seconds)}
        if self._inner in ready:
            self._inner.recv(4096)
        list(connection.notifies(timeout=0))

    def _wake(self) -> None:
        try:
            self._outer.send(b"!")
        except BlockingIOError:
            return  # the pipe is full of wake-ups already
