"""A store of toys beside the real ones: same roles, same migrations, and nobody minds when it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest
from psycopg import sql

from infra.composition import JOURNAL_CONNECTIONS
from infra.database import Connection, Database, DatabaseSettings, connect
from infra.eventstore.disclosures import disclosure
from infra.eventstore.keys import MasterKey, PostgresKeyStore
from infra.eventstore.migrate import KERNEL, KEYS, migrate
from infra.eventstore.pool import fill
from infra.eventstore.postgres import PostgresRecorder
from infra.eventstore.store import EventStore
from infra.publishing import Publisher
from infra.rebuild import rebuild
from infra.views import View, Views
from scripts.stack.databases import Server, provision
from scripts.stack.stack import Stack
from scripts.stack.stores import Store
from tests.integration.eventstore.toys import ParcelsBySender, counted_sent

STORE = Store("kerneltoys", "open")
PASSWORD = "of-this-run"
MASTER = MasterKey("toy", bytes(range(32)))
DISCLOSURE = disclosure(STORE.name)  # known from the start, as that of a real store is: another process may write first


class House:
    """The databases of the toy store, by role; `process()` is what one process of it holds."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._open: list[Database] = []
        self._kept: dict[tuple[str, str], Connection] = {}

    def settings(self, role: str, database: str = STORE.name, port: int | None = None) -> DatabaseSettings:
        name = STORE.name if role == "app" else f"{STORE.name}_{role}"
        return DatabaseSettings(self.server.host, port or self.server.port, database, name, PASSWORD)

    @property
    def owner(self) -> DatabaseSettings:
        return self.settings("migrate")

    def database(self, role: str, database: str = STORE.name, size: int = 2, port: int | None = None) -> Database:
        made = Database(self.settings(role, database, port), size)
        self._open.append(made)
        return made

    def process(self, *views: type[View], keys_port: int | None = None) -> EventStore:
        """An event store as a process has it, with its own connections. Raises OutdatedProcess."""
        published = ModuleType("published")
        vars(published).update(counted_sent=counted_sent)
        store = EventStore(
            STORE.name,
            PostgresRecorder(self.database("app", size=10)),
            PostgresKeyStore(self.database("keys", STORE.keys_database, port=keys_port), MASTER),
            Publisher(STORE.name, (published,)),
            Views([view() for view in views or (ParcelsBySender,)]),
            PostgresRecorder(self.database("app", size=JOURNAL_CONNECTIONS)),
        )
        with store.begin() as unit:
            store.views.refresh(unit)
        return store

    def rows(self, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        """Run a statement as the owner of the tables."""
        with connect(self.owner) as connection:
            cursor = connection.execute(statement.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

    def attempt(self, role: str, database: str, text: str) -> list[str]:
        """Run a statement as a role and take it back; the names of its columns. A role keeps its connection: there
        are hundreds of attempts.
        """
        place = (role, database)
        if place not in self._kept:
            self._kept[place] = connect(self.settings(role, database))
        try:
            cursor = self._kept[place].execute(text.encode())
            return [column.name for column in cursor.description or ()]
        finally:
            self._kept[place].rollback()

    def close(self) -> None:
        while self._open:
            self._open.pop().close()

    def end(self) -> None:
        self.close()
        while self._kept:
            self._kept.popitem()[1].close()


@pytest.fixture(scope="session")
def house(servers: Stack) -> Iterator[House]:
    house = House(servers.postgres)
    _drop(house.server)
    provision(house.server, dict.fromkeys(STORE.roles, PASSWORD), [STORE])
    migrate(house.owner, (KERNEL,))
    migrate(house.settings("migrate", STORE.keys_database), (KEYS,))
    rebuild(house.owner, ParcelsBySender)
    store = Database(house.settings("app"), 1)
    keys = Database(house.settings("keys", STORE.keys_database), 1)
    fill(store, PostgresKeyStore(keys, MASTER), 300)
    yield house
    for database in (store, keys):
        database.close()
    house.end()
    _drop(house.server)


@pytest.fixture
def toys(house: House) -> Iterator[EventStore]:
    """One process of the toy store; it ends, with every other one, after the test."""
    yield house.process()
    house.close()


def _drop(server: Server) -> None:
    with server.connect() as connection:
        for database in STORE.connections:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        for role in STORE.roles:
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
