"""From a command in one store to its effect in another."""

from __future__ import annotations

from infra.messaging.history import DirectSources
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
