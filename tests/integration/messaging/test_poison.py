"""Permanent test 6: a poison message holds up its own subject and nothing else; a poison deploy stops the consumer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from infra.locks import AdvisoryLock
from infra.messaging import parking, retrying
from infra.messaging.batches import Consumer
from infra.messaging.history import DirectSources
from infra.messaging.stats import ConsumerStats
from infra.refusals import Unavailable
from tests.integration.messaging.conftest import REACTIONS, Net
from tests.integration.messaging.running import delivering
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha, Beta


def applying(beta: Beta) -> Consumer:
    return Consumer(beta.store, [beta], REACTIONS, ConsumerStats("beta"))


@contextmanager
def flowing(net: Net, alpha: Alpha, beta: Beta) -> Iterator[Consumer]:
    """Beside a relay and a follower of the ledger, which hold their locks of the store for as long as they live."""
    with net.postgres.connect("beta") as others, delivering(net, beta, DirectSources([alpha.store]), tail=2.0) as two:
        for lock in set(AdvisoryLock) - {AdvisoryLock.PARKING}:
            others.execute("SELECT pg_advisory_lock(%s)", (lock,))
        yield two[1]


def test_a_poison_message_waits_with_its_subject_and_a_retry_repairs(
    net: Net, alpha: Alpha, beta: Beta, capfd: pytest.CaptureFixture[str]
) -> None:
    sick, healthy = alpha.open(), alpha.open()
    beta.poison, beta.refused = frozenset({7}), frozenset({13})
    with flowing(net, alpha, beta) as consumer:
        alpha.step(sick, 6, 7, 8, 9)
        alpha.step(healthy, 1, 2, 3)
        eventually(lambda: consumer.stats.messages["parked"] == 3, what="the poison and the two behind it")
        alpha.step(healthy, 4)
        eventually(lambda: beta.numbers(healthy) == [1, 2, 3, 4], what="others flow")
        assert beta.numbers(sick) == [6]
        parked = parking.list_parked(beta.store)
        assert [(p.subject, p.attempts) for p in parked] == [(sick, 5), (sick, 0), (sick, 0)]
        assert "RuntimeError" in parked[0].reason
        with pytest.raises(RuntimeError):
            retrying.retry(applying(beta), parked[0].id)
        beta.poison = frozenset()
        assert retrying.retry(applying(beta), parked[0].id) == 3
        alpha.step(sick, 10)
        eventually(lambda: beta.numbers(sick) == [6, 7, 8, 9, 10], what="the subject flows again")
        alpha.step(healthy, 13, 14)
        eventually(lambda: len(parking.list_parked(beta.store)) == 2, what="a refusal parks at once")
    refused, behind = parking.list_parked(beta.store)
    assert (refused.reason, refused.attempts) == ("refused: beta.refused", 1)
    parking.dismiss(beta.store, refused.id, "sent by mistake", "operator")
    assert retrying.retry(applying(beta), behind.id) == 1
    assert beta.numbers(healthy) == [1, 2, 3, 4, 14]
    with pytest.raises(parking.NotParked):
        parking.dismiss(beta.store, refused.id, "again", "operator")
    out, err = capfd.readouterr()
    assert "secret value" not in out + err


def test_what_a_right_hangs_on_cannot_be_dismissed(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = alpha.open()
    beta.refused = frozenset({99})
    with flowing(net, alpha, beta):
        alpha.revoke(counter, 99)
        (parked,) = eventually(lambda: parking.list_parked(beta.store), what="it is parked")
    with pytest.raises(parking.CannotBeDismissed):
        parking.dismiss(beta.store, parked.id, "inconvenient", "operator")


def test_a_poison_deploy_stops_the_consumer(net: Net, alpha: Alpha, beta: Beta) -> None:
    counters = [alpha.open() for _ in range(16)]
    beta.refused = frozenset({5})
    with flowing(net, alpha, beta) as consumer:
        for counter in counters:
            alpha.step(counter, 5)
        eventually(lambda: consumer.stats.stopped, what="the consumer stops itself")
        with pytest.raises(Unavailable):
            consumer.stats.check()
    assert len(parking.list_parked(beta.store)) == 10
    beta.refused = frozenset()
    with net.postgres.connect("beta") as connection:
        connection.execute("UPDATE parked SET parked_at = parked_at - interval '6 minutes'")
    with flowing(net, alpha, beta):
        for parked in parking.list_parked(beta.store):
            retrying.retry(applying(beta), parked.id)
        eventually(lambda: all(beta.numbers(counter) == [5] for counter in counters), what="repaired")
