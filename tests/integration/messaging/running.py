"""Relays and consumers in threads of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread

from kombu import Connection

from infra.messaging.batches import Consumer
from infra.messaging.history import Sources
from infra.messaging.inlet import Inlet
from infra.messaging.relay import Relay
from infra.messaging.stats import ConsumerStats
from infra.messaging.topology import PARTITIONS
from tests.integration.messaging.conftest import BETA, REACTIONS, Net
from tests.integration.messaging.toys import Beta


@contextmanager
def in_threads(*functions: Callable[[], None]) -> Iterator[None]:
    threads = [Thread(target=function, daemon=True) for function in functions]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


@contextmanager
def relaying(net: Net) -> Iterator[Relay]:
    relay = Relay("alpha", "open", net.settings("alpha", "_relay"), net.broker.uri("alpha"))
    with in_threads(relay.run):
        try:
            yield relay
        finally:
            relay.stop()


@contextmanager
def consuming(net: Net, beta: Beta, sources: Sources, tail: float = 10.0) -> Iterator[Consumer]:
    """All partitions of one consumer of store beta."""
    consumer = Consumer(beta.store, (beta,), REACTIONS, ConsumerStats("beta"))
    uri = net.broker.uri("beta")
    inlets = [Inlet(consumer, inbox, p, uri, sources, tail) for inbox in BETA.inboxes for p in range(PARTITIONS)]
    with in_threads(*(inlet.run for inlet in inlets)):
        try:
            yield consumer
        finally:
            for inlet in inlets:
                inlet.stop()


@contextmanager
def delivering(net: Net, beta: Beta, sources: Sources, tail: float = 10.0) -> Iterator[tuple[Relay, Consumer]]:
    with ExitStack() as stack:
        consumer = stack.enter_context(consuming(net, beta, sources, tail))
        yield stack.enter_context(relaying(net)), consumer


def queued(net: Net) -> int:
    """Messages that wait in beta's queues."""
    with Connection(net.broker.uri()) as connection, connection.channel() as channel:
        queues = [channel.queue_declare(BETA.inboxes[0].queue(p), passive=True) for p in range(PARTITIONS)]
    return sum(queue.message_count for queue in queues)
