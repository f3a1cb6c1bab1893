"""Permanent test 7: two relays and two workers of one store at once; and a message that kills its worker."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.integration.messaging.conftest import Net
from tests.integration.messaging.running import relaying
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha, Beta

MODULE = "tests.integration.messaging.toy_worker"


@contextmanager
def workers(net: Net, *names: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    processes = [_start(net, name) for name in names]
    try:
        yield processes
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(60)


def _start(net: Net, name: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", MODULE, name, str(net.postgres.port), net.broker.uri(name)])


def test_two_relays_and_two_workers_of_one_store(net: Net, alpha: Alpha, beta: Beta) -> None:
    counters = [alpha.open() for _ in range(16)]
    with relaying(net) as first, relaying(net) as second, workers(net, "alpha", "beta", "beta") as (_, victim, _other):
        for counter in counters:
            alpha.step(counter, *range(50))
        eventually(lambda: all(len(beta.numbers(c)) >= 50 for c in counters), what="the first half is followed")
        victim.kill()
        for counter in counters:
            alpha.step(counter, *range(50, 100))
        eventually(lambda: all(len(beta.numbers(c)) >= 100 for c in counters), what="the second half is followed")
        assert sorted([first.stats.sessions, second.stats.sessions]) == [0, 1]
    assert all(beta.numbers(counter) == list(range(100)) for counter in counters)


def test_a_message_that_kills_its_worker_is_parked_at_the_sixth_attempt(net: Net, alpha: Alpha, beta: Beta) -> None:
    deadly, other = alpha.open(), alpha.open()
    with relaying(net):
        alpha.step(deadly, -1, 1)
        alpha.step(other, 1)
        for _ in range(5):
            with workers(net, "beta") as (process,):
                assert process.wait(60) == 9
        with workers(net, "beta"), net.postgres.connect("beta") as connection:
            rows = eventually(lambda: _parked(connection, 2), what="the message and the one behind it are parked")
            assert rows == [("kills its worker", 5), ("behind", 0)]
            eventually(lambda: beta.numbers(other) == [1], what="others flow")


def _parked(connection, count):  # type: ignore[no-untyped-def]
    rows = connection.execute("SELECT reason, attempts FROM parked ORDER BY position").fetchall()
    return rows if len(rows) == count else None
