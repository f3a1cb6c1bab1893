"""The relay on real servers."""

from __future__ import annotations

from threading import Thread

import pytest
from kombu import Connection

from infra.messaging.relay import Relay
from infra.messaging.topology import PARTITIONS
from tests.integration.messaging.conftest import BETA, Net
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha


def queued(net: Net) -> int:
    with Connection(net.broker.uri()) as connection, connection.channel() as channel:
        return sum(channel.queue_declare(BETA.inboxes[0].queue(p), passive=True).message_count for p in range(PARTITIONS))


def test_everything_published_is_queued_and_the_cursor_follows(net: Net, alpha: Alpha) -> None:
    relay = Relay("alpha", "open", net.settings("alpha", "_relay"), net.broker.uri("alpha"))
    thread = Thread(target=relay.run)
    thread.start()
    for _ in range(5):
        alpha.step(alpha.open(), *range(100))
    try:
        eventually(lambda: relay.stats.published == 500, what="500 confirms")
    finally:
        relay.stop()
        thread.join(10)
    assert not thread.is_alive()
    assert (relay.stats.returned, relay.stats.nacked) == (0, 0)
    assert queued(net) == 500
    with net.postgres.connect("alpha") as connection:
        assert connection.execute("SELECT position FROM relay_cursor").fetchone() == (505,)
