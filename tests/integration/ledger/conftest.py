"""A store whose ledger may be tampered with: each test gets databases of its own, copied from a migrated pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from psycopg import sql

from infra.database import Connection, Database, DatabaseSettings, connect
from infra.eventstore.keys import MasterKey, PostgresKeyStore
from infra.eventstore.migrate import KERNEL, KEYS, migrate
from infra.eventstore.pool import fill
from infra.eventstore.postgres import PostgresRecorder
from infra.eventstore.store import EventStore
from infra.kernel import Sealed
from infra.ledger.checkpoints import key_name, origin_of
from infra.ledger.follower import Follower
from infra.ledger.keys import SigningKey, new_key
from infra.ledger.leaves import leaves_of
from infra.ledger.records import log_id
from infra.ledger.signer import Signer, SignerState, write_state
from infra.ledger.tree import Tree
from infra.views import Views
from scripts.stack.databases import Server, provision
from scripts.stack.stack import Stack
from scripts.stack.stores import Store
from tests.integration.ledger.beads import STORE_NAME, Bead

STORE = Store(STORE_NAME, "open")
PATTERN = f"{STORE_NAME}_pattern"
PASSWORD = "of-this-run"
MASTER = MasterKey("toy", bytes(range(32)))


@dataclass
class House:
    """The toy store: its databases by role, its signer's files, and an event store on it."""

    server: Server
    folder: Path
    key: SigningKey
    confidential: bool = False
    opened: list[Database] = field(default_factory=list)

    def settings(self, role: str, database: str = STORE.name) -> DatabaseSettings:
        name = STORE.name if role == "app" else f"{STORE.name}_{role}"
        return DatabaseSettings(self.server.host, self.server.port, database, name, PASSWORD)

    def database(self, role: str, database: str = STORE.name) -> Database:
        made = Database(self.settings(role, database), 2)
        self.opened.append(made)
        return made

    def store(self) -> EventStore:
        keys = PostgresKeyStore(self.database("keys", STORE.keys_database), MASTER)
        return EventStore(STORE.name, PostgresRecorder(self.database("app")), keys, views=Views([]))

    @property
    def state_file(self) -> Path:
        return self.folder / "state.json"

    @property
    def signer(self) -> Signer:
        return Signer(self.key, self.state_file)

    def follower(self, seconds: int = 1) -> Follower:
        return Follower(
            STORE.name, self.settings("relay"), self.signer, confidential=self.confidential, seconds=seconds
        )

    @contextmanager
    def relay(self) -> Iterator[Connection]:
        """A session as the follower has it."""
        with connect(self.settings("relay"), autocommit=True) as connection:
            yield connection

    @contextmanager
    def superuser(self) -> Iterator[Connection]:
        """A session of whoever may do anything, as the insider has it."""
        with self.server.connect(STORE.name) as connection:
            yield connection

    def tree(self, connection: Connection) -> Tree:
        return Tree(connection, leaves_of(connection, confidential=self.confidential))

    def follow(self) -> Follower:
        """One turn of a follower; its stats say how it went."""
        follower = self.follower()
        with self.relay() as connection:
            follower.turn(connection)
        return follower

    def thread(self, turns: int = 0, note: str | None = None) -> UUID:
        """One bead with so many events after the first."""
        with self.store().unit_of_work() as unit:
            bead = Bead(owner_id=uuid4(), note=Sealed.of(note) if note else None)
            for number in range(turns):
                bead.turn(number)
            unit.save(bead)
        self.close()
        return bead.id

    def origin(self) -> str:
        with self.relay() as connection:
            return origin_of(STORE.name, log_id(connection))

    def close(self) -> None:
        while self.opened:
            self.opened.pop().close()


@pytest.fixture(scope="session")
def pattern(servers: Stack) -> Iterator[Server]:
    with migrated(servers.postgres) as server:
        yield server


@contextmanager
def migrated(server: Server) -> Iterator[Server]:
    """A server with the empty databases of the toy store, to be copied; also for the bench."""
    _drop(server, STORE.name, STORE.keys_database, PATTERN, f"{PATTERN}_old")
    _drop_roles(server)
    provision(server, dict.fromkeys(STORE.roles, PASSWORD), [STORE])
    house = House(server, Path(), new_key("pattern"))
    migrate(house.settings("migrate"), (KERNEL,))
    migrate(house.settings("migrate", STORE.keys_database), (KEYS,))
    fill(house.database("app"), PostgresKeyStore(house.database("keys", STORE.keys_database), MASTER), 300)
    house.close()
    with server.connect() as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (STORE.name, PATTERN)))
        )
    yield server
    _drop(server, STORE.name, STORE.keys_database, PATTERN, f"{PATTERN}_old")
    _drop_roles(server)


@pytest.fixture
def fresh(pattern: Server, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """`fresh(confidential=True)`: an empty log, and a signer that has signed nothing."""
    made: list[House] = []

    def make(*, confidential: bool = False) -> House:
        copy(pattern, PATTERN, STORE.name)
        with pattern.connect(STORE.name) as connection:
            connection.execute("UPDATE log_head SET log_id = gen_random_uuid()")
        house = House(pattern, tmp_path, new_key(key_name(STORE.name)), confidential)
        write_state(house.state_file, SignerState())
        made.append(house)
        return house

    yield make
    for house in made:
        house.close()


@pytest.fixture
def house(fresh: Callable[..., House]) -> House:
    return fresh()


@pytest.fixture
def log(house: House) -> House:
    """305 events in two signed checkpoints, two of them with a sealed field."""
    house.thread(298)
    house.thread(note="one")
    house.follow()
    house.thread(3, note="two")
    house.thread()
    house.follow()
    return house


def copy(server: Server, source: str, target: str) -> None:
    """Make a database that holds what another one holds; whatever had its name is gone."""
    names = sql.Identifier(target), sql.Identifier(source)
    _drop(server, target)
    with server.connect() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        for role in STORE.connections[STORE.name]:
            connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(names[0], sql.Identifier(role)))


def _drop(server: Server, *databases: str) -> None:
    with server.connect() as connection:
        for database in databases:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _drop_roles(server: Server) -> None:
    with server.connect() as connection:
        for role in STORE.roles:
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
