"""What the probes are sent to: each store's API, with records of its own, and a count of everything that is stored."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from psycopg import sql

from scripts import cli
from scripts.stack.stack import Stack
from tests.conftest import Token
from tests.http import Api
from tests.integration.commands.running import Run
from tests.openapi.document import Document
from tests.openapi.records import Records, make

# Keys are made ahead of use, a few at a time.
AHEAD = ("key_pool",)


@pytest.fixture(scope="session")
def records(api: Callable[[str], Api], token: Token) -> Callable[[str], Records]:
    """The records of a store: `records("intake")`."""
    made: dict[str, Records] = {}

    def of(store: str) -> Records:
        if store not in made:
            document = Document.of(store, api(store).get("/openapi.json", None).body)
            made[store] = make(document, api(store), token)
        return made[store]

    return of


@pytest.fixture(scope="session")
def stored(stack: Stack) -> Callable[[str], dict[str, int]]:
    """How many rows each table of a store has, and the size of its log: `stored("intake")`."""

    def of(store: str) -> dict[str, int]:
        with stack.postgres.connect(store) as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            counts = {name: _count(connection, name) for (name,) in found if name not in AHEAD}
            size = connection.execute("SELECT size FROM log_head").fetchone()
        assert size is not None
        return counts | {"size of the log": size[0]}

    return of


@pytest.fixture
def travessia(stack: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    def run(*arguments: str) -> Run:
        monkeypatch.setattr("sys.argv", ["travessia", *arguments, "--name", "test"])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        code = ended.value.code
        return Run(code if isinstance(code, int) else 0, out, err)

    return run


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])
