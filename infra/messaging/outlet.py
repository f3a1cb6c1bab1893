"""The relay's broker side: a thread of its own, so that heartbeats are served while the database blocks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pika
from pika.adapters.select_connection import SelectConnection
from pika.channel import Channel

from infra import crashpoints
from infra.messaging.envelope import CONTENT_TYPE
from infra.messaging.settling import Window
from infra.messaging.stats import RelayStats
from infra.observability.logs import logger

PROPERTIES = pika.BasicProperties(content_type=CONTENT_TYPE, delivery_mode=2)
HEARTBEAT = 10
START_TIMEOUT = 15
OVERDUE = 60.0


@dataclass(frozen=True)
class Outgoing:
    """One message on its way out; without an exchange its channel does not exist in this trust zone."""

    position: int
    exchange: str | None
    routing_key: str
    body: bytes


class Outlet:
    """One session with the broker: publishes with pipelined confirms until something is lost.

    `wake` is called, in the broker's thread, whenever the other side should look again.
    """

    def __init__(self, amqp_uri: str, stats: RelayStats, window: int, wake: Callable[[], None]) -> None:
        self.lost: str | None = None
        self.ready = threading.Event()
        self._stats = stats
        self._wake = wake
        self._window = Window(window)
        self._lock = threading.Lock()
        self._channel: Channel | None = None
        parameters = pika.URLParameters(amqp_uri)
        parameters.heartbeat = HEARTBEAT
        parameters.blocked_connection_timeout = 30
        parameters.socket_timeout = parameters.stack_timeout = START_TIMEOUT
        self._connection = SelectConnection(
            parameters,
            on_open_callback=lambda connection: connection.channel(on_open_callback=self._opened),
            on_open_error_callback=lambda _, error: self._lose(error),
            on_close_callback=lambda _, error: self._lose(error),
        )
        self._thread = threading.Thread(target=self._connection.ioloop.start, name=f"outlet-{stats.store}", daemon=True)
        self._thread.start()

    def free(self) -> int:
        with self._lock:
            return self._window.free

    def in_flight(self) -> int:
        with self._lock:
            return len(self._window)

    def settled(self) -> int | None:
        """The position up to which every message is settled, once one of this session is."""
        with self._lock:
            return self._window.settled

    def expire(self) -> None:
        """One queue without a leader never confirms, and must not hold up the others: it heals from the log.
        A broker that is silent altogether loses its connection much earlier, by the heartbeat.
        """
        with self._lock:
            count = self._window.expired(OVERDUE)
        if count:
            self._stats.nacked += count
            logger().error("relay.unconfirmed", store=self._stats.store, count=count)

    def send(self, messages: Sequence[Outgoing]) -> None:
        with self._lock:
            for message in messages:
                if message.exchange is None:
                    self._window.passed(message.position)
                    self._stats.returned += 1
                else:
                    self._window.sent(message.position)
        self._connection.ioloop.add_callback_threadsafe(lambda: self._publish(messages))

    def close(self) -> None:
        self._connection.ioloop.add_callback_threadsafe(self._close)
        self._thread.join(timeout=START_TIMEOUT)
        if not self._thread.is_alive():
            self._connection.ioloop.close()

    def _opened(self, channel: Channel) -> None:
        channel.add_on_close_callback(lambda _, error: self._lose(error))
        channel.add_on_return_callback(self._returned)
        channel.confirm_delivery(self._answered, callback=lambda _: self._start())
        self._channel = channel

    def _start(self) -> None:
        self.ready.set()
        self._wake()

    def _publish(self, messages: Sequence[Outgoing]) -> None:
        if self._channel is None or self.lost is not None:
            return
        for message in messages:
            if message.exchange is not None:
                self._channel.basic_publish(
                    message.exchange, message.routing_key, message.body, PROPERTIES, mandatory=True
                )

    def _answered(self, frame: Any) -> None:
        crashpoints.reached("relay.before-confirm", self._stats.store)
        nack = isinstance(frame.method, pika.spec.Basic.Nack)
        with self._lock:
            count = self._window.confirmed(frame.method.delivery_tag, frame.method.multiple)
        self._stats.published += count
        if nack:
            self._stats.nacked += count
            logger().error("relay.nacked", store=self._stats.store, count=count)
        self._wake()

    def _returned(self, _channel: Any, method: Any, _properties: Any, _body: bytes) -> None:
        # The confirm follows. Every consumer that should have had it finds the gap in the log.
        self._stats.returned += 1
        logger().error("relay.returned", store=self._stats.store, code=method.reply_code)

    def _lose(self, error: Any) -> None:
        self.lost = type(error).__name__
        self.ready.set()
        self._close()
        self._wake()

    def _close(self) -> None:
        if self._connection.is_open:
            self._connection.close()
        elif not self._connection.is_closing:
            # In turn: pika has still to close its own socket.
            self._connection.ioloop.add_callback_threadsafe(self._connection.ioloop.stop)
