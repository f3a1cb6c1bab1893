"""One partition queue: a connection of its own, messages in order, acknowledged after the commit and never before."""

from __future__ import annotations

import threading
from collections import deque
from itertools import takewhile
from time import monotonic
from typing import Any

from kombu import Connection, Queue
from kombu import Consumer as BrokerConsumer

from infra import crashpoints
from infra.messaging import positions
from infra.messaging.applier import BATCH, Applier, Stopping
from infra.messaging.batches import CONFLICTS, WAITING, Batches, Consumer
from infra.messaging.envelope import Message, Undecodable, decode
from infra.messaging.healing import Healer
from infra.messaging.history import Sources
from infra.messaging.parked import TooManyParked
from infra.messaging.topology import Inbox, declare
from infra.observability.logs import error_fields, logger
from infra.refusals import Unavailable

PREFETCH = 2 * BATCH
HEARTBEAT = 20
TAIL = 10.0
SHORTEST, LONGEST = 0.2, 5.0


class Inlet:
    """Consumes one partition until it is stopped; broker, database and sources may come and go."""

    def __init__(
        self, consumer: Consumer, inbox: Inbox, partition: int, amqp_uri: str, sources: Sources, tail: float = TAIL
    ) -> None:
        self.queue = inbox.queue(partition)
        self._consumer, self._inbox, self._partition = consumer, inbox, partition
        self._amqp_uri, self._tail = amqp_uri, tail
        self._stopping = threading.Event()
        self._batches = Batches(consumer, inbox.channel, partition)
        self._applier = Applier(self._batches, self._stopping)
        self._healer = Healer(self._batches, self._applier, sources)
        self._held: deque[tuple[int, Message | Undecodable, bytes]] = deque()
        self._checked = self._arrived_at = 0.0
        self._pause = SHORTEST
        self._comparing = threading.Thread()

    def stop(self) -> None:
        """Let `run` return when the batch at hand is settled, or sooner if it waits for something."""
        self._stopping.set()

    def run(self) -> None:
        """Returns when the consumer is to stop, or has stopped itself."""
        while not self._stopping.is_set() and not self._consumer.stats.stopped:
            try:
                self._session()
            except Stopping:
                return
            except TooManyParked:
                self._consumer.stats.stopped = True
                logger().critical("inbox.consumer_stopped", store=self._consumer.store.name)
            except Exception as error:  # noqa: BLE001  whatever it was: the messages go back to the queue, and we start again
                self._wait(error)
            else:
                self._consumer.stats.waiting.pop(self.queue, None)

    def _session(self) -> None:
        self._held.clear()
        self._arrived_at = monotonic()  # what waits in the queue is on its way: no tail to fetch yet
        with Connection(self._amqp_uri, heartbeat=HEARTBEAT, connect_timeout=5) as connection:
            declare(connection, self._inbox, self._partition)
            with self._consumer.store.begin() as unit:
                channel = self._inbox.channel
                positions.ensure(unit, channel, self._partition, self._inbox.sources)
                for source in self._inbox.sources:
                    reactions = self._consumer.reactions.names(source, channel)
                    positions.begin(unit, channel, self._partition, source, reactions)
                unit.commit()
            wire = connection.channel()
            wire.basic_qos(0, PREFETCH, False)
            queue = Queue(self.queue, no_declare=True)
            with BrokerConsumer(wire, [queue], on_message=self._arrived, auto_declare=False):
                self._consumer.stats.waiting.pop(self.queue, None)
                while not self._stopping.is_set() and not self._consumer.stats.stopped:
                    self._turn(connection, wire)

    def _turn(self, connection: Any, channel: Any) -> None:
        self._collect(connection)
        try:
            self._settle(channel)
            self._check_tail(connection)
        except (*CONFLICTS, *WAITING) as error:
            self._wait(error)
        else:
            if self._pause > SHORTEST:
                self._consumer.stats.waiting.pop(self.queue, None)
                self._pause = SHORTEST

    def _collect(self, connection: Any) -> None:
        """What has arrived already, at most two batches; waits only when there is nothing at all."""
        connection.heartbeat_check()
        timeout = 0.0 if self._held else 1.0
        try:
            while len(self._held) < BATCH:
                connection.drain_events(timeout=timeout)
                timeout = 0.0
        except TimeoutError:
            return

    def _arrived(self, message: Any) -> None:
        body = message.body.encode() if isinstance(message.body, str) else bytes(message.body)
        key = message.delivery_info["routing_key"]
        item: Message | Undecodable
        try:
            item = decode(body, message.content_type, self._inbox.channel, key)
        except Undecodable as undecodable:
            item = undecodable
        self._held.append((message.delivery_tag, item, body))
        self._arrived_at = monotonic()

    def _settle(self, channel: Any) -> None:
        while self._held:
            _, item, body = self._held[0]
            if isinstance(item, Undecodable):
                self._batches.park_undecodable(body, None, item.reason)
                self._settled(channel, 1)
                continue
            messages = [m for _, m, _ in takewhile(lambda held: isinstance(held[1], Message), self._held)]
            progress = self._applier.take([m for m in messages if isinstance(m, Message)])
            self._settled(channel, progress.settled)
            if progress.gap is not None:
                self._after_gap(channel, self._healer.heal(progress.gap))

    def _after_gap(self, channel: Any, reached: int | None) -> None:
        """The source told everything, and more than it published cannot precede a message of its own.

        Without this, a message that nobody published would be healed for again and again, for ever.
        """
        _, item, body = self._held[0]
        assert isinstance(item, Message)
        if reached is None:
            self._settled(channel, 1)
        elif item.envelope.previous > reached:
            self._batches.park_undecodable(body, item.envelope.source, "ahead of its source")
            self._settled(channel, 1)

    def _settled(self, channel: Any, count: int) -> None:
        """Everything in it is committed: acknowledge up to the last of these messages."""
        if count:
            last = [self._held.popleft() for _ in range(count)][-1]
            crashpoints.reached("apply.before-ack", self._consumer.store.name)
            channel.basic_ack(last[0], multiple=True)

    def _check_tail(self, connection: Any) -> None:
        now = monotonic()
        if now - self._checked < self._tail:
            return
        idle = now - self._arrived_at >= self._tail
        self._checked = now if idle else self._arrived_at  # so the next look comes as soon as it is idle, if it is
        declare(connection, self._inbox, self._partition)
        if idle:
            self._compare(idle)
        elif not self._comparing.is_alive():
            # An answer takes a connection and a turn of the source's worker: what arrives does not wait for it.
            self._comparing = threading.Thread(target=self._compare, args=(idle,), daemon=True)
            self._comparing.start()

    def _compare(self, idle: bool) -> None:
        for source in sorted(self._inbox.sources):
            try:
                self._healer.check_tail(source, idle)
            except (*CONFLICTS, *WAITING) as error:
                if idle and not isinstance(error, Unavailable):
                    raise
                what = error.dependency if isinstance(error, Unavailable) else type(error).__name__
                logger().warning("inbox.head_unknown", source=source, dependency=what)

    def _wait(self, error: Exception) -> None:
        """Hold what we have, tell why, and try again a little later."""
        what = error.dependency if isinstance(error, Unavailable) else type(error).__name__
        self._consumer.stats.waiting[self.queue] = what
        logger().warning("inbox.waiting", queue=self.queue, dependency=what, **error_fields(error))
        self._stopping.wait(self._pause)
        self._pause = min(self._pause * 2, LONGEST)
