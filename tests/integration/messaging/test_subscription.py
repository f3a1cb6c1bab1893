"""From a command in one store to its effect in another."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from infra.eventstore.store import EventStore
from infra.messaging.history import DirectSources, Heads
from tests.integration.messaging.conftest import Net
from tests.integration.messaging.running import delivering
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha, Beta


def test_every_step_is_followed_once_and_in_order(net: Net, alpha: Alpha, beta: Beta) -> None:
    with delivering(net, beta, DirectSources([alpha.store])) as (_, consumer):
        counters = [alpha.open() for _ in range(12)]
        for start in range(0, 60, 20):
            for counter in counters:
                alpha.step(counter, *range(start, start + 20))
        eventually(lambda: consumer.stats.messages["applied"] == 720, what="720 messages applied")
    assert all(beta.numbers(counter) == list(range(60)) for counter in counters)
    assert consumer.stats.problems() == []


def test_a_busy_partition_goes_on_while_its_source_does_not_answer(net: Net, alpha: Alpha, beta: Beta) -> None:
    sources = Silent([alpha.store])
    try:
        with delivering(net, beta, sources) as (_, consumer):
            counter = alpha.open()
            alpha.step(counter, 0)
            eventually(sources.asked.is_set, what="the tail is compared while something arrives")
            before = consumer.stats.messages["applied"]
            alpha.step(counter, *range(1, 41))
            eventually(lambda: consumer.stats.messages["applied"] == 41, what="everything applied meanwhile")
            sources.answer.set()
    finally:
        sources.answer.set()
    assert (before <= 1, beta.numbers(counter)) == (True, list(range(41)))


class Silent(DirectSources):
    """Heads come only when `answer` is set."""

    def __init__(self, stores: Sequence[EventStore]) -> None:
        super().__init__(stores)
        self.asked, self.answer = Event(), Event()

    def heads(self, source: str, channel: str) -> Heads:
        self.asked.set()
        self.answer.wait(90)
        return super().heads(source, channel)
