"""A reaction that came later gets the history before it, once."""

from __future__ import annotations

from types import ModuleType
from uuid import UUID

import pytest

from infra.messaging import backfill, parking
from infra.messaging.batches import Consumer
from infra.messaging.envelope import Envelope
from infra.messaging.history import DirectSources
from infra.messaging.stats import ConsumerStats
from infra.messaging.subscribe import Reactions, subscribe
from tests.integration.messaging import toys
from tests.integration.messaging.conftest import Net
from tests.integration.messaging.running import delivering
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha, Beta, CounterStepped

HUNDRED = 100


@subscribe(CounterStepped)
def on_counter_stepped_again(app: Beta, message: CounterStepped, envelope: Envelope) -> None:
    """A later reaction to what is handled already: follows with a hundred more."""
    app.follow(envelope.subject, message.number + HUNDRED)


def later(beta: Beta) -> Consumer:
    """Beta after a deploy with one reaction more."""
    module = ModuleType(__name__)
    vars(module).update(on_counter_stepped_again=on_counter_stepped_again)
    return Consumer(beta.store, [beta], Reactions([toys, module]), ConsumerStats("beta"))


def deployed(net: Net, alpha: Alpha, beta: Beta, monkeypatch: pytest.MonkeyPatch) -> tuple[Consumer, UUID]:
    """Three numbers before the deploy, and one after it."""
    counter, consumer, sources = alpha.open(), later(beta), DirectSources([alpha.store])
    with delivering(net, beta, sources):
        alpha.step(counter, 1, 2, 3)
        eventually(lambda: beta.numbers(counter) == [1, 2, 3], what="the first reaction")
    monkeypatch.setattr("tests.integration.messaging.running.REACTIONS", consumer.reactions)
    with delivering(net, beta, sources):
        eventually(lambda: starts(net) == 16, what="all partitions have begun")
        alpha.step(counter, 4)
        eventually(lambda: beta.numbers(counter) == [1, 2, 3, 4, 104], what="both reactions")
    return consumer, counter


def starts(net: Net) -> int:
    with net.postgres.connect("beta") as connection:
        sql = "SELECT count(*) FROM reaction_starts WHERE reaction LIKE '%stepped%'"
        return int((connection.execute(sql).fetchone() or (0,))[0])


def test_history_comes_once_and_only_to_the_new_reaction(
    net: Net, alpha: Alpha, beta: Beta, monkeypatch: pytest.MonkeyPatch
) -> None:
    consumer, counter = deployed(net, alpha, beta, monkeypatch)
    seen: list[tuple[int, int]] = []
    sources = DirectSources([alpha.store])
    assert backfill.backfill(consumer, sources, CounterStepped, lambda at, of: seen.append((at, of))) == 3
    assert beta.numbers(counter) == [1, 2, 3, 4, 104, 101, 102, 103]
    assert seen[-1][0] == seen[-1][1] > 0
    assert backfill.backfill(consumer, sources, CounterStepped) == 0


def test_a_failing_backfill_goes_on_where_it_was(
    net: Net, alpha: Alpha, beta: Beta, monkeypatch: pytest.MonkeyPatch
) -> None:
    consumer, counter = deployed(net, alpha, beta, monkeypatch)
    beta.poison = frozenset({102})
    sources = DirectSources([alpha.store])
    with pytest.raises(RuntimeError):
        backfill.backfill(consumer, sources, CounterStepped)
    assert beta.numbers(counter)[5:] == [101]
    beta.poison = frozenset()
    assert backfill.backfill(consumer, sources, CounterStepped) == 2
    assert beta.numbers(counter)[5:] == [101, 102, 103]


def test_what_was_dismissed_stays_so(net: Net, alpha: Alpha, beta: Beta, monkeypatch: pytest.MonkeyPatch) -> None:
    beta.refused = frozenset({3})
    counter, consumer, sources = alpha.open(), later(beta), DirectSources([alpha.store])
    with delivering(net, beta, sources):
        alpha.step(counter, 1, 2, 3)
        (parked,) = eventually(lambda: parking.list_parked(beta.store), what="the third is parked")
    parking.dismiss(beta.store, parked.id, "sent by mistake", "olga")
    monkeypatch.setattr("tests.integration.messaging.running.REACTIONS", consumer.reactions)
    with delivering(net, beta, sources):
        eventually(lambda: starts(net) == 16, what="all partitions have begun")
    assert backfill.backfill(consumer, sources, CounterStepped) == 2
    assert beta.numbers(counter) == [1, 2, 101, 102]
