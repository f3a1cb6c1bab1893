"""Every surface of a running stack that could hold a personal value in clear."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from psycopg import sql

from scripts.stack import rabbitmq
from scripts.stack.applications import APPLICATIONS, fetch
from scripts.stack.stack import Stack
from scripts.stack.stores import STORES, VHOSTS
from tests.canaries.searching import Blob

DUMP = "/usr/lib/postgresql/15/bin/pg_dump"
RABBITMQCTL = "/usr/lib/rabbitmq/bin/rabbitmqctl"
COLUMNS = """SELECT table_name, column_name, data_type FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name, ordinal_position"""
PIECE = 8 << 20
OVERLAP = 256


def databases() -> list[str]:
    """Those of the stores of both zones, with their key databases."""
    return [name for store in STORES for name in store.connections]


def everywhere(stack: Stack) -> Iterator[Blob]:
    """All of it, surface by surface."""
    for surface in (tables, dumps, files, metrics, queues):
        yield from surface(stack)


def tables(stack: Stack) -> Iterator[Blob]:
    """Each column of each table, parked messages and read models among them."""
    for database in databases():
        with stack.postgres.connect(database) as connection:
            for table, column, kind in connection.execute(COLUMNS).fetchall():
                name = sql.Identifier(column)
                value = name if kind == "bytea" else sql.SQL("convert_to({}::text, 'UTF8')").format(name)
                query = sql.SQL("SELECT string_agg({}, '\\x00'::bytea) FROM {}").format(value, sql.Identifier(table))
                ((content,),) = connection.execute(query).fetchall()
                yield Blob("tables", f"{database}.{table}.{column}", bytes(content or b""))


def dumps(stack: Stack) -> Iterator[Blob]:
    """What a backup of each database would hold."""
    server = stack.postgres
    environment = {**os.environ, "PGPASSWORD": server.password}
    for database in databases():
        address = ["--host", server.host, "--port", str(server.port), "--username", server.user, database]
        done = subprocess.run([DUMP, *address], env=environment, capture_output=True, check=True)
        yield Blob("dumps", database, done.stdout)


def files(stack: Stack) -> Iterator[Blob]:
    """All that the servers and processes write: logs, the broker's messages and indexes, PostgreSQL's pages and WAL."""
    layout = stack.layout
    for surface, folder in (("logs", layout.logs), ("broker", layout.rabbitmq), ("database files", layout.postgres)):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield from _pieces(surface, file, file.relative_to(layout.run).as_posix())


def _pieces(surface: str, file: Path, place: str) -> Iterator[Blob]:
    """A file that vanishes meanwhile holds nothing any more."""
    try:
        with file.open("rb") as opened:
            before = b""
            while piece := opened.read(PIECE):
                yield Blob(surface, place, before + piece)
                before = piece[-OVERLAP:]
    except FileNotFoundError:
        return


def metrics(stack: Stack) -> Iterator[Blob]:
    """What each process tells of itself."""
    for application in APPLICATIONS:
        for path in ("/metrics", "/health/ready"):
            status, body = fetch(stack.ports[application.name], path)
            assert status == 200, f"{application.name} {path}"
            yield Blob("metrics", f"{application.name} {path}", body.encode())


def queues(stack: Stack) -> Iterator[Blob]:
    """Names of queues, exchanges and bindings."""
    for vhost in VHOSTS.values():
        for thing in ("list_queues", "list_exchanges", "list_bindings"):
            yield Blob("queue names", f"{vhost} {thing}", rabbitmqctl(stack, "-p", vhost, thing).encode())


def rabbitmqctl(stack: Stack, *arguments: str) -> str:
    """What the broker's own tool answers."""
    layout = stack.layout
    environment = rabbitmq.environment(layout, stack.ports["epmd"])
    command = [RABBITMQCTL, "--quiet", "-n", rabbitmq.node(layout), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout
