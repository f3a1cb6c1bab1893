"""Names, arguments and bindings of everything on the broker, derived here and typed nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from kombu import Connection, Exchange, Queue, binding

Zone = Literal["open", "confidential"]

PARTITIONS = 8
MAX_LENGTH = 100_000
EXCHANGES = {
    "events": "travessia.events",
    "statistics": "travessia.statistics",
    "confidential": "travessia.confidential",
}
ZONE_OF_CHANNEL: dict[str, Zone] = {"events": "open", "statistics": "open", "confidential": "confidential"}
VHOSTS: dict[Zone, str] = {"open": "travessia", "confidential": "travessia-confidential"}
RPC_EXCHANGE = "nameko-rpc"


@dataclass(frozen=True)
class Inbox:
    """What one consumer listens to on one channel: eight queues, one for each partition."""

    consumer: str
    channel: str
    sources: frozenset[str]

    @property
    def exchange(self) -> str:
        return EXCHANGES[self.channel]

    def queue(self, partition: int) -> str:
        """`referrals.inbox.p3`; demographic codes have a queue of their own, `analytics.statistics.p3`."""
        kind = "statistics" if self.channel == "statistics" else "inbox"
        return f"{self.consumer}.{kind}.p{partition}"

    def keys(self, partition: int) -> list[str]:
        return [f"{source}.*.*.p{partition}" for source in sorted(self.sources)]


def partition_of(subject: UUID) -> int:
    """The partition of an aggregate; the same in SQL: `get_byte(uuid_send(subject), 15) % 8`."""
    return subject.bytes[15] % PARTITIONS


def routing_key(cloudevent_type: str, partition: int) -> str:
    """`org.travessia.intake.person.registered.v1` in partition 3 travels as `intake.person.registered.p3`."""
    store, aggregate, event = cloudevent_type.split(".")[2:5]
    return f"{store}.{aggregate}.{event}.p{partition}"


def queue_arguments(max_length: int = MAX_LENGTH) -> dict[str, Any]:
    """Every argument explicit, so that RabbitMQ 3.10 and 4.x mean the same.

    A full queue drops its oldest message instead of refusing the publisher, and a message that outlived its
    delivery limit is dropped too: both leave a gap, and the consumer heals gaps from the source's log.
    """
    return {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-max-length": max_length,
        "x-overflow": "drop-head",
        "x-delivery-limit": 100,
    }


def exchange_of(channel: str) -> Exchange:
    return Exchange(EXCHANGES[channel], type="topic", durable=True, auto_delete=False)


def queue_of(inbox: Inbox, partition: int) -> Queue:
    exchange = exchange_of(inbox.channel)
    return Queue(
        inbox.queue(partition),
        bindings=[binding(exchange, key) for key in inbox.keys(partition)],
        durable=True,
        exclusive=False,
        auto_delete=False,
        queue_arguments=queue_arguments(),
    )


def declare_exchanges(connection: Connection, channels: tuple[str, ...]) -> None:
    """Declare the exchanges of these channels; what exists with the same arguments stays."""
    with connection.channel() as channel:
        for name in channels:
            exchange_of(name).bind(channel).declare()


def declare(connection: Connection, inbox: Inbox, partition: int) -> None:
    """Declare one queue of an inbox with its exchange and bindings; again is harmless.

    Raises amqp's PreconditionFailed when the queue exists with other arguments.
    """
    declare_exchanges(connection, (inbox.channel,))
    with connection.channel() as channel:
        queue_of(inbox, partition).bind(channel).declare()
