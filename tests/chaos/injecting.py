"""What somebody with the operator's account could do to the broker."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from kombu import Connection

from scripts.stack.stores import VHOSTS, Zone
from tests.chaos.network import ZONES, ProxiedStack, zone_of

EXCHANGES = {
    "events": "travessia.events", "statistics": "travessia.statistics", "confidential": "travessia.confidential",
}  # fmt: skip
SOURCES = ("intake", "referrals", "coordination", "notices", "commissions")
ANYWHERE: dict[Zone, tuple[str, str]] = {
    "open": ("events", "intake.person.registered"), "confidential": ("confidential", "notices.notice.withdrawn"),
}  # fmt: skip
CONTENT_TYPE = "application/cloudevents+json"
SOME = 60


def repeat_shuffled(stack: ProxiedStack, rng: random.Random) -> None:
    """Messages of the recent past, once or several times, in any order."""
    for store in SOURCES:
        with stack.postgres.connect(store) as connection:
            rows = connection.execute(
                "SELECT channel, type, partition, message::text FROM published ORDER BY position DESC LIMIT %s", (SOME,)
            ).fetchall()
        chosen = [row for row in rows for _ in range(rng.randrange(4))]
        rng.shuffle(chosen)
        send(
            stack,
            zone_of(store),
            ((EXCHANGES[c], _key(type_, part), body.encode(), CONTENT_TYPE) for c, type_, part, body in chosen),
        )


def undecodable(stack: ProxiedStack, rng: random.Random) -> set[str]:
    """What is no message at all; answers the SHA-256 digests by which it may be parked."""
    mark = rng.getrandbits(64)
    bodies = [
        (f"{{ broken {mark}".encode(), CONTENT_TYPE),
        (f"plain text {mark}".encode(), "text/plain"),
        (b"\xff\xfe" + str(mark).encode(), CONTENT_TYPE),
        (json.dumps({"specversion": "1.0", "id": str(mark)}).encode(), CONTENT_TYPE),
        (json.dumps([mark]).encode(), CONTENT_TYPE),
    ]
    partition = rng.randrange(8)
    for zone, (channel, kind) in ANYWHERE.items():
        key = f"{kind}.p{partition}"
        send(stack, zone, ((EXCHANGES[channel], key, body, content_type) for body, content_type in bodies))
    return {hashlib.sha256(body).hexdigest() for body, _ in bodies}


def ahead(stack: ProxiedStack, rng: random.Random) -> set[str]:
    """A message from a future that never comes: it follows positions that its source has not reached."""
    source = rng.choice(("intake", "referrals", "notices"))
    with stack.postgres.connect(source) as connection:
        row = connection.execute(
            "SELECT p.channel, p.type, p.partition, p.message, h.size FROM published p, log_head h"
            " WHERE p.channel <> 'statistics' ORDER BY p.position DESC LIMIT 1"
        ).fetchone()
    if row is None:
        return set()
    channel, type_, partition, message, size = row
    far = size + 10**6 + rng.randrange(1000)
    body = json.dumps(message | {"position": str(far), "previous": str(far - 1)}).encode()
    send(stack, zone_of(source), [(EXCHANGES[channel], _key(type_, partition), body, CONTENT_TYPE)])
    return {hashlib.sha256(body).hexdigest()}


def purge(stack: ProxiedStack, consumer: str) -> None:
    for channel, queue in _queues(stack, consumer):
        channel.queue_purge(queue)


def delete(stack: ProxiedStack, consumer: str) -> None:
    for channel, queue in _queues(stack, consumer):
        channel.queue_delete(queue)


def lengths(stack: ProxiedStack, consumer: str) -> list[int]:
    """How many messages wait in each queue of a consumer."""
    return [channel.queue_declare(queue, passive=True).message_count for channel, queue in _queues(stack, consumer)]


def vhost(zone: Zone) -> str:
    return VHOSTS[zone]


def unbind_everything(stack: ProxiedStack) -> None:
    """The exchanges go, silently: no consumer is told. Those of the questions between stores go, too."""
    for zone in ZONES:
        with _channel(stack, zone) as channel:
            for exchange in (*EXCHANGES.values(), "nameko-rpc"):
                channel.exchange_delete(exchange)


def send(stack: ProxiedStack, zone: Zone, messages: Iterable[tuple[str, str, bytes, str]]) -> None:
    """Publish (exchange, routing key, body, content type) as the operator."""
    with _channel(stack, zone) as channel:
        for exchange, key, body, content_type in messages:
            message = channel.prepare_message(body, content_type=content_type, properties={"delivery_mode": 2})
            channel.basic_publish(message, exchange=exchange, routing_key=key)


def _queues(stack: ProxiedStack, consumer: str) -> Iterator[tuple[Any, str]]:
    kinds = ("inbox", "statistics") if consumer == "analytics" else ("inbox",)
    with _channel(stack, zone_of(consumer)) as channel:
        for kind in kinds:
            for partition in range(8):
                yield channel, f"{consumer}.{kind}.p{partition}"


@contextmanager
def _channel(stack: ProxiedStack, zone: Zone) -> Iterator[Any]:
    with Connection(stack.operator_uri(zone), connect_timeout=5) as connection:
        yield connection.channel()


def _key(type_: str, partition: int) -> str:
    store, aggregate, event = type_.split(".")[2:5]
    return f"{store}.{aggregate}.{event}.p{partition}"
