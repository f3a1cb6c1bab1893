"""The shelf's API on a throw-away PostgreSQL, as the application role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from infra.database import Database, DatabaseSettings
from infra.eventstore.keys import MemoryKeyStore
from infra.eventstore.migrate import migrate
from infra.eventstore.postgres import PostgresRecorder
from infra.eventstore.store import EventStore
from infra.settings import AuthSettings, HttpSettings
from infra.web.factory import create_app
from tests.integration.messaging.servers import Postgres
from tests.unit.infra_web.conftest import ISSUER, KEY, Http
from tests.unit.infra_web.shelf import ShelfApplication, blueprint


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    server = Postgres(tmp_path_factory.mktemp("web"))
    try:
        with server.connect() as connection:
            for role in ("", "_relay", "_erase", "_audit"):
                connection.execute(f"CREATE ROLE shelf{role} LOGIN")
            connection.execute("CREATE DATABASE shelf")
        migrate(DatabaseSettings("127.0.0.1", server.port, "shelf", "postgres", ""))
        yield server
    finally:
        server.stop()


@pytest.fixture
def store(postgres: Postgres) -> Iterator[EventStore]:
    database = Database(DatabaseSettings("127.0.0.1", postgres.port, "shelf", "shelf", ""))
    with postgres.connect("shelf") as connection:
        connection.execute("TRUNCATE stored_events, ledger_leaves, idempotency")
        connection.execute("UPDATE log_head SET size = 0")
    yield EventStore("shelf", PostgresRecorder(database), MemoryKeyStore())
    database.close()


@pytest.fixture
def app(store: EventStore) -> Flask:
    settings = HttpSettings(AuthSettings({"keys": [KEY.as_dict(private=False)]}, ISSUER), b"s" * 32)
    return create_app("shelf", ShelfApplication(store), settings, [blueprint()])


@pytest.fixture
def http(app: Flask) -> Http:
    return Http(app.test_client())
