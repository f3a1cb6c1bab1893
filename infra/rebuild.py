"""Builds a read model anew from the log, beside the one in use, and switches under the log's own lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infra import crashpoints
from infra.database import Connection, DatabaseSettings, connect
from infra.eventstore.mapper import to_recorded_event
from infra.eventstore.postgres import PostgresTransaction
from infra.views import View

PAGE = 1000
NO_LIMITS = "-c TimeZone=UTC -c lock_timeout=10s"


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild found: events read, rows now, and rows in which the model that was in use differed."""

    events: int
    rows: int
    differing: int | None


def _silent(done: int, of: int) -> None:
    """Progress of a rebuild that nobody watches."""


def rebuild(owner: DatabaseSettings, view_class: type[View], progress: Callable[[int, int], None] = _silent) -> Rebuilt:
    """Build the next generation of a read model as the owner of its tables, then make it the current one.

    Processes go on writing the old one meanwhile. The switch raises `views_epoch`: whoever still holds the
    old generation is refused at its next write and loads the registry again. The old table stays for readers
    until the next rebuild. `progress(position, size)` is called after each page of the log.
    Raises RebuildRuns when somebody else is rebuilding the same read model.
    """
    with connect(owner, limits=NO_LIMITS) as connection:
        _claim(connection, view_class.name)
        current = _current(connection, view_class.name)
        new = view_class(generation=1 if current is None else current.generation + 1)
        _create(connection, new, keep=current)
        done = _size(connection) if new.carried else 0
        while (size := _size(connection)) - done > PAGE:
            done = _apply_page(connection, new, done)
            connection.commit()
            progress(done, size)
        return _switch(connection, new, current, done)


class RebuildRuns(Exception):
    """Somebody is rebuilding this read model: two at once would drop each other's tables."""


def _claim(connection: Connection, name: str) -> None:
    """Held until the connection closes."""
    row = connection.execute("SELECT pg_try_advisory_lock(hashtext('rebuild'), hashtext(%s))", (name,)).fetchone()
    if not row or not row[0]:
        raise RebuildRuns(name)


@dataclass(frozen=True)
class CurrentView:
    """The generation of a read model that is in use."""

    version: int
    generation: int
    table: str


def _current(connection: Connection, name: str) -> CurrentView | None:
    row = connection.execute("SELECT version, generation, layout FROM views WHERE name = %s", (name,)).fetchone()
    return CurrentView(*row) if row else None


def _create(connection: Connection, new: View, keep: CurrentView | None) -> None:
    stale = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE %s AND tablename <> %s",
        (f"view\\_{new.name}\\_v%", keep.table if keep else ""),
    ).fetchall()
    for (table,) in stale:
        connection.execute(f"DROP TABLE {table}".encode())
    connection.execute(new.ddl.encode())
    connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {new.table} TO {connection.info.dbname}".encode())
    connection.commit()


def _size(connection: Connection) -> int:
    row = connection.execute("SELECT size FROM log_head").fetchone()
    assert row is not None
    return int(row[0])


def _apply_page(connection: Connection, view: View, after: int) -> int:
    records = PostgresTransaction(connection).log(after, PAGE)
    recorded = map(to_recorded_event, records)
    with connection.pipeline():
        for statement in view.handle_all((one.event, one.metadata) for one in recorded):
            connection.execute(statement.sql.encode(), statement.parameters)
    crashpoints.reached("rebuild.page", connection.info.dbname)
    return records[-1].position if records else after


def _switch(connection: Connection, new: View, old: CurrentView | None, done: int) -> Rebuilt:
    connection.execute("SELECT size FROM log_head FOR UPDATE")
    size = _size(connection)
    if new.carried and old:
        connection.execute(f"INSERT INTO {new.table} SELECT * FROM {old.table}".encode())
    while done < size and not new.carried:
        done = _apply_page(connection, new, done)
    differing = _differing(connection, old.table, new) if old and old.version == new.version else None
    connection.execute(
        "INSERT INTO views (name, version, generation, layout) VALUES (%s, %s, %s, %s) ON CONFLICT (name)"
        " DO UPDATE SET version = excluded.version, generation = excluded.generation, layout = excluded.layout",
        (new.name, new.version, new.generation, new.table),
    )
    connection.execute("UPDATE log_head SET views_epoch = views_epoch + 1")
    rows = connection.execute(f"SELECT count(*) FROM {new.table}".encode()).fetchone()
    crashpoints.reached("rebuild.before-switch", connection.info.dbname)
    connection.commit()
    return Rebuilt(events=0 if new.carried else done, rows=rows[0] if rows else 0, differing=differing)


def _differing(connection: Connection, old: str, new: View) -> int:
    row = connection.execute(
        f"SELECT (SELECT count(*) FROM (TABLE {old} EXCEPT ALL TABLE {new.table}) a)"
        f" + (SELECT count(*) FROM (TABLE {new.table} EXCEPT ALL TABLE {old}) b)".encode()
    ).fetchone()
    return int(row[0]) if row else 0
