"""(b) A subscription in batches, as a share of bare batched inserts with the library on the same server."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import monotonic
from typing import Any
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from infra.database import Database
from infra.messaging.applier import BATCH, GUARDED, Applier
from infra.messaging.batches import Batches, Consumer
from infra.messaging.envelope import Message, read
from infra.messaging.positions import ensure
from infra.messaging.stats import ConsumerStats
from infra.messaging.topology import PARTITIONS
from tests.integration.messaging import toys
from tests.integration.messaging.conftest import REACTIONS, Net

ROUNDS = 5


@dataclass(frozen=True)
class Rates:
    """Events a second of both, and the share of one in the other; each the median of what was measured."""

    applied: float
    bare: float
    share: float


def shares(net: Net) -> Rates:
    """Partition by partition the one, then the other: what else the machine does then meets both alike."""
    database = Database(net.settings("beta"), 4)
    beta = toys.Beta(toys.store("beta", database))
    consumer = Consumer(beta.store, [beta], REACTIONS, ConsumerStats("beta"))
    found = []
    with bare_recorder(net) as recorder:
        for partition in range(PARTITIONS):
            backlog = Backlog(consumer, partition, published(net, partition))
            backlog.pass_guard()
            begun = monotonic()
            count = backlog.apply()
            found.append((count / (monotonic() - begun), inserted(recorder, count)))
    database.close()
    return summary(found)


def side_by_side(net: Net) -> Rates:
    """All partitions at once, each in its thread as in a worker; then as many bare inserts, and again."""
    with bare_recorder(net) as recorder:
        return summary([_round(net, recorder) for _ in range(ROUNDS)])


def _round(net: Net, recorder: PostgresApplicationRecorder) -> tuple[float, float]:
    with net.postgres.connect("beta") as connection:
        connection.execute("TRUNCATE stored_events, ledger_leaves, inbox, attempts, snapshots")
        connection.execute("UPDATE log_head SET size = 0")
    database = Database(net.settings("beta"), PARTITIONS + 2)
    beta = toys.Beta(toys.store("beta", database))
    consumer = Consumer(beta.store, [beta], REACTIONS, ConsumerStats("beta"))
    backlogs = [Backlog(consumer, partition, published(net, partition)) for partition in range(PARTITIONS)]
    for backlog in backlogs:
        backlog.pass_guard()
    begun = monotonic()
    with ThreadPoolExecutor(PARTITIONS) as threads:
        count = sum(threads.map(Backlog.apply, backlogs))
    spent = monotonic() - begun
    database.close()
    return count / spent, inserted(recorder, count)


def summary(found: Sequence[tuple[float, float]]) -> Rates:
    """Of (applied, bare) rates the medians, and the median of their ratios."""
    return Rates(median(a for a, _ in found), median(b for _, b in found), median(a / b for a, b in found))


class Backlog:
    """What waits for the reactions of beta in one partition."""

    def __init__(self, consumer: Consumer, partition: int, messages: list[Message]) -> None:
        self._messages = messages
        self._applier = Applier(Batches(consumer, "events", partition), threading.Event())
        with consumer.store.begin() as unit:
            ensure(unit, "events", partition, ["alpha"])
            unit.commit()

    def pass_guard(self) -> None:
        """The first messages after a start are applied one by one: no batch, so not what is measured here."""
        for _ in range(min(GUARDED, len(self._messages))):
            self._take()

    def apply(self) -> int:
        """Everything that is left, batch by batch; how many messages that were."""
        count = len(self._messages)
        while self._messages:
            self._take()
        return count

    def _take(self) -> None:
        del self._messages[: self._applier.take(self._messages).settled]


def published(net: Net, partition: int) -> list[Message]:
    with net.postgres.connect("alpha") as connection:
        sql = "SELECT message FROM published WHERE partition = %s ORDER BY position"
        return [read(body, "events") for (body,) in connection.execute(sql, (partition,)).fetchall()]


@contextmanager
def bare_recorder(net: Net) -> Iterator[PostgresApplicationRecorder]:
    """The library's recorder on a database of its own on the same server, with nothing around it."""
    with net.postgres.connect() as connection:
        connection.execute("DROP DATABASE IF EXISTS bare")
        connection.execute("CREATE DATABASE bare")
    datastore: Any = PostgresDatastore("bare", "127.0.0.1", net.postgres.port, "postgres", "none")
    recorder = PostgresApplicationRecorder(datastore, events_table_name="stored_events")
    recorder.create_table()
    recorder.insert_events(_batch())  # the connection and its statements are made, as they are for the other side
    yield recorder
    datastore.close()


def inserted(recorder: PostgresApplicationRecorder, events: int) -> float:
    """Events a second, in batches of the same size and about as many of them."""
    batches = [_batch() for _ in range(ceil(events / BATCH))]
    begun = monotonic()
    for batch in batches:
        recorder.insert_events(batch)
    return len(batches) * BATCH / (monotonic() - begun)


def _batch() -> Sequence[StoredEvent]:
    stream, state = uuid4(), b'{"number":1}'
    return [StoredEvent(stream, version, "beta.follower.followed", state) for version in range(1, BATCH + 1)]
