"""Asking a source for its history over nameko's RPC protocol, with a time limit on everything."""

from __future__ import annotations

import json
import threading
from functools import partial
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu import Connection, Consumer, Exchange, Producer, Queue

from infra.messaging.history import Heads, Page
from infra.messaging.shared_heads import SharedHeads
from infra.messaging.topology import RPC_EXCHANGE
from infra.refusals import Unavailable

TIMEOUT = 5.0
AT_ONCE = 4


def methods_of(channel: str) -> tuple[str, str]:
    """RPC method names for a channel. Demographic codes have their own, which only analytics may call:
    the topic permission on the RPC exchange sees the method in the routing key.
    """
    return ("statistics_after", "statistics_heads") if channel == "statistics" else ("published_after", "heads")


class RpcSources:
    """Asks the sources' workers through the broker; a connection for each question, a few questions at a time.

    nameko's own client waits for ever when a broker freezes while it publishes, hence this one.
    """

    def __init__(self, consumer: str, amqp_uri: str) -> None:
        self._consumer, self._amqp_uri = consumer, amqp_uri
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._heads: dict[tuple[str, str], SharedHeads] = {}

    def published_after(self, source: str, channel: str, partition: int, after: int) -> Page:
        after_method, _ = methods_of(channel)
        answer = self._ask(source, after_method, channel=channel, partition=partition, after=after)
        return Page.from_json(answer)

    def heads(self, source: str, channel: str) -> Heads:
        """Asked once for all partitions together. Raises Unavailable."""
        new = SharedHeads(partial(self._ask_heads, source, channel), f"worker {source}")
        return self._heads.setdefault((source, channel), new).get()

    def _ask_heads(self, source: str, channel: str) -> Heads:
        return Heads.from_json(self._ask(source, methods_of(channel)[1], channel=channel))

    def _ask(self, source: str, method: str, **arguments: Any) -> dict[str, Any]:
        limits = {"read_timeout": TIMEOUT, "write_timeout": TIMEOUT}
        with self._turns:
            connection = Connection(self._amqp_uri, connect_timeout=TIMEOUT, transport_options=limits)
            try:
                with connection:
                    return self._exchange(connection, f"{source}.{method}", arguments)
            except (OSError, *connection.connection_errors, *connection.channel_errors) as error:
                raise Unavailable(f"worker {source}") from error

    def _exchange(self, connection: Connection, key: str, arguments: dict[str, Any]) -> dict[str, Any]:
        exchange = Exchange(RPC_EXCHANGE, type="topic", durable=True)
        answers: list[Any] = []
        name, reply_to = f"rpc.reply-{self._consumer}-{uuid4()}", str(uuid4())
        queue = Queue(name, exchange, reply_to, exclusive=True, auto_delete=True, durable=False)
        channel = connection.channel()
        producer = Producer(channel, on_return=lambda *_: answers.append({"error": "no such worker"}))
        with Consumer(channel, [queue], on_message=lambda m: answers.append(json.loads(m.body)), no_ack=True):
            producer.publish(
                {"args": [], "kwargs": arguments}, exchange=RPC_EXCHANGE, routing_key=key, serializer="json",
                mandatory=True, reply_to=reply_to, correlation_id=str(uuid4()),
            )  # fmt: skip
            end = monotonic() + TIMEOUT
            while not answers:
                connection.drain_events(timeout=max(0.01, end - monotonic()))
        if answers[0].get("error"):
            raise Unavailable(f"worker {key.split('.')[0]}")
        result: dict[str, Any] = answers[0]["result"]
        return result
