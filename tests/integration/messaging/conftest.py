"""Servers once for all tests here; empty databases and queues for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from kombu import Connection

from infra.database import Database, DatabaseSettings
from infra.eventstore.migrate import migrate
from infra.messaging.definitions import Node
from infra.messaging.subscribe import Reactions
from infra.messaging.topology import PARTITIONS
from tests.integration.messaging import toys
from tests.integration.messaging.servers import Postgres, RabbitMQ

REACTIONS = Reactions([toys])
ALPHA = Node("alpha", "open", frozenset({"events", "statistics"}))
BETA = Node("beta", "open", frozenset({"events"}), REACTIONS.inboxes("beta"))
ROLES = ("", "_relay", "_erase", "_audit")


@dataclass(frozen=True)
class Net:
    """The servers and where the two toy stores are on them."""

    postgres: Postgres
    broker: RabbitMQ

    def settings(self, store: str, role: str = "") -> DatabaseSettings:
        return DatabaseSettings("127.0.0.1", self.postgres.port, store, store + role, "")


@pytest.fixture(scope="session")
def servers() -> Iterator[Net]:
    # Not in pytest's own folder: it is closed to the user that PostgreSQL has to run as.
    with TemporaryDirectory(prefix="travessia-messaging-", ignore_cleanup_errors=True) as folder, ExitStack() as stack:
        broker = RabbitMQ(Path(folder), (ALPHA, BETA))
        stack.callback(broker.close)
        postgres = Postgres(Path(folder))
        stack.callback(postgres.stop)
        broker.start()
        net = Net(postgres, broker)
        provision(net)
        yield net


def provision(net: Net) -> None:
    with net.postgres.connect() as connection:
        for store in ("alpha", "beta"):
            for role in ROLES:
                connection.execute(f"CREATE ROLE {store}{role} LOGIN")
            connection.execute(f"CREATE DATABASE {store}")
    for store in ("alpha", "beta"):
        migrate(DatabaseSettings("127.0.0.1", net.postgres.port, store, "postgres", ""))


@pytest.fixture
def net(servers: Net) -> Net:
    """Empty stores, fresh logs, empty queues."""
    for store in ("alpha", "beta"):
        with servers.postgres.connect(store) as connection:
            connection.execute(
                "TRUNCATE stored_events, ledger_leaves, published, partition_head, inbox, parked, attempts, snapshots,"
                " reaction_starts"
            )
            connection.execute("UPDATE log_head SET size = 0, log_id = gen_random_uuid()")
            connection.execute("UPDATE relay_cursor SET position = 0")
    with Connection(servers.broker.uri()) as connection, connection.channel() as channel:
        for inbox in BETA.inboxes:
            for partition in range(PARTITIONS):
                channel.queue_purge(inbox.queue(partition))
    return servers


@pytest.fixture
def alpha(net: Net) -> Iterator[toys.Alpha]:
    database = Database(net.settings("alpha"), 10)
    yield toys.Alpha(toys.store("alpha", database))
    database.close()


@pytest.fixture
def beta(net: Net) -> Iterator[toys.Beta]:
    database = Database(net.settings("beta"), 12)
    yield toys.Beta(toys.store("beta", database))
    database.close()
