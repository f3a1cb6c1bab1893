"""Permanent tests 3 and 8: the broker is a cache. Stopped, wiped, purged or full, nothing is lost."""

from __future__ import annotations

import shutil

import pytest
from kombu import Connection, Exchange, Queue

from infra.messaging.history import DirectSources
from infra.messaging.topology import PARTITIONS, exchange_of, queue_arguments
from tests.integration.messaging.conftest import BETA, Net
from tests.integration.messaging.running import consuming, delivering, queued, relaying
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha, Beta


@pytest.mark.parametrize("wiped", [pytest.param(False, id="restarted"), pytest.param(True, id="wiped")])
def test_a_broker_that_goes_and_returns(net: Net, alpha: Alpha, beta: Beta, wiped: bool) -> None:
    counters = [alpha.open() for _ in range(8)]
    with delivering(net, beta, DirectSources([alpha.store]), tail=1.0) as (relay, consumer):
        for counter in counters:
            alpha.step(counter, *range(40))
        eventually(lambda: relay.stats.published >= 40, what="messages flow")
        net.broker.stop()
        for counter in counters:
            alpha.step(counter, *range(40, 60))
        eventually(lambda: not relay.stats.active, what="the relay notices")
        if wiped:
            shutil.rmtree(net.broker.data)
        net.broker.start()
        done = lambda: all(len(beta.numbers(counter)) >= 60 for counter in counters)  # noqa: E731
        eventually(done, what="everything arrives")
        eventually(lambda: relay.stats.active and not consumer.stats.problems(), what="all is well again")
    assert all(beta.numbers(counter) == list(range(60)) for counter in counters)


def test_a_purge_followed_by_silence_is_noticed(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = alpha.open()
    with relaying(net) as relay:
        alpha.step(counter, 1, 2, 3)
        eventually(lambda: relay.stats.published == 3)
    with Connection(net.broker.uri()) as connection, connection.channel() as channel:
        for partition in range(PARTITIONS):
            channel.queue_purge(BETA.inboxes[0].queue(partition))
    with consuming(net, beta, DirectSources([alpha.store]), tail=0.5) as consumer:
        eventually(lambda: beta.numbers(counter) == [1, 2, 3], what="the tail is fetched from the log")
        eventually(lambda: consumer.stats.gaps_healed == 1)


def test_deleted_queues_are_declared_again_and_what_they_missed_is_fetched(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = alpha.open()
    with delivering(net, beta, DirectSources([alpha.store]), tail=0.5) as (relay, _):
        alpha.step(counter, 1)
        eventually(lambda: beta.numbers(counter) == [1])
        with Connection(net.broker.uri()) as connection, connection.channel() as channel:
            for partition in range(PARTITIONS):
                channel.queue_delete(BETA.inboxes[0].queue(partition))
        alpha.step(counter, 2)
        eventually(lambda: beta.numbers(counter) == [1, 2], what="the message that no queue took")
        eventually(lambda: relay.stats.published == 2)
        alpha.step(counter, 3)
        eventually(lambda: beta.numbers(counter) == [1, 2, 3], what="a message over the new queue")


def test_a_full_queue_slows_nobody_else(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = alpha.open()
    with Connection(net.broker.uri()) as connection, connection.channel() as channel:
        events: Exchange = exchange_of("events")
        full = Queue("gamma.inbox", events, "alpha.#", queue_arguments=queue_arguments(max_length=10))
        full.bind(channel).declare()
        try:
            with delivering(net, beta, DirectSources([alpha.store])) as (relay, _):
                alpha.step(counter, *range(1000))
                eventually(lambda: len(beta.numbers(counter)) == 1000, what="beta has everything")
                eventually(lambda: relay.stats.published == 1000)
            assert (relay.stats.nacked, relay.stats.returned) == (0, 0)
            assert channel.queue_declare("gamma.inbox", passive=True).message_count == 10
            assert queued(net) == 0
        finally:
            channel.queue_delete("gamma.inbox")
