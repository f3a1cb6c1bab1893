"""(b) A subscription in batches, as a share of bare batched inserts with the library on the same server."""

from __future__ import annotations

import threading
from collections.abc import Sequence
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

INSERTS = 10_000


def applied(net: Net) -> float:
    """Events a second that the reactions of beta give, batch by batch, one partition after the other."""
    database = Database(net.settings("beta"), 4)
    beta = toys.Beta(toys.store("beta", database))
    consumer, spent, count = Consumer(beta.store, [beta], REACTIONS, ConsumerStats("beta")), 0.0, 0
    for partition in range(PARTITIONS):
        messages = _published(net, partition)
        with beta.store.begin() as unit:
            ensure(unit, "events", partition, ["alpha"])
            unit.commit()
        applier = Applier(Batches(consumer, "events", partition), threading.Event())
        for _ in range(min(GUARDED, len(messages))):
            del messages[: applier.take(messages).settled]
        count, begun = count + len(messages), monotonic()
        while messages:
            del messages[: applier.take(messages).settled]
        spent += monotonic() - begun
    database.close()
    return count / spent


def _published(net: Net, partition: int) -> list[Message]:
    with net.postgres.connect("alpha") as connection:
        sql = "SELECT message FROM published WHERE partition = %s ORDER BY position"
        return [read(body, "events") for (body,) in connection.execute(sql, (partition,)).fetchall()]


def inserted(net: Net) -> float:
    """Events a second of the library's recorder, in batches of the same size, with nothing around it."""
    with net.postgres.connect() as connection:
        connection.execute("CREATE DATABASE bare")
    datastore: Any = PostgresDatastore("bare", "127.0.0.1", net.postgres.port, "postgres", "none")
    recorder = PostgresApplicationRecorder(datastore, events_table_name="stored_events")
    recorder.create_table()
    batches = [_batch() for _ in range(INSERTS // BATCH)]
    begun = monotonic()
    for batch in batches:
        recorder.insert_events(batch)
    spent = monotonic() - begun
    datastore.close()
    return INSERTS / spent


def _batch() -> Sequence[StoredEvent]:
    stream, state = uuid4(), b'{"number":1}'
    return [StoredEvent(stream, version, "beta.follower.followed", state) for version in range(1, BATCH + 1)]
