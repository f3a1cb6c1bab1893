"""Listens to all that goes over the broker, beside the consumers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pika

from infra.messaging import topology
from scripts.stack.stack import Stack
from scripts.stack.stores import VHOSTS
from tests.canaries.searching import Blob


class Tap:
    """A queue of its own on every exchange of both zones, from the start to the end of a `with` block."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._running = ExitStack()
        self._queues: list[tuple[str, pika.adapters.blocking_connection.BlockingChannel, str]] = []

    def __enter__(self) -> Tap:
        for zone, vhost in VHOSTS.items():
            connection = pika.BlockingConnection(pika.URLParameters(self._stack.operator_uri(zone)))
            self._running.callback(connection.close)
            channel = connection.channel()
            queue = channel.queue_declare("", exclusive=True).method.queue
            for kind, exchange in topology.EXCHANGES.items():
                if topology.ZONE_OF_CHANNEL[kind] == zone:
                    channel.queue_bind(queue, exchange, "#")
            self._queues.append((vhost, channel, queue))
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def messages(self) -> Iterator[Blob]:
        """What has come since the last call: routing key, headers and body of each message."""
        for vhost, channel, queue in self._queues:
            while True:
                method, properties, body = channel.basic_get(queue, auto_ack=True)
                if method is None:
                    break
                about = f"{method.routing_key} {properties} ".encode()
                yield Blob("messages", f"{vhost} {method.routing_key}", about + body)
