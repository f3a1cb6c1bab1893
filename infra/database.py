"""Connections to one PostgreSQL database, pooled, with time limits on every statement and lock."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

from infra.refusals import Unavailable

Connection = psycopg.Connection[TupleRow]

BELIEVED = 1.0
LIMITS = "-c TimeZone=UTC -c lock_timeout=2s -c statement_timeout=5s -c idle_in_transaction_session_timeout=10s"


@dataclass(frozen=True)
class DatabaseSettings:
    """Where a database is and as whom to enter it."""

    host: str
    port: int
    dbname: str
    user: str
    password: str

    def parameters(self, limits: str = LIMITS) -> dict[str, Any]:
        """Keyword arguments of `psycopg.connect`."""
        return {
            "host": self.host, "port": self.port, "dbname": self.dbname, "user": self.user,
            "password": self.password, "connect_timeout": 3, "tcp_user_timeout": 10_000, "options": limits,
        }  # fmt: skip


def _returned(connection: Connection) -> None:
    vars(connection)["idle_since"] = monotonic()


def _check(connection: Connection) -> None:
    """Before it is given out: one that was in use a moment ago is believed, a round trip would be spent for nothing."""
    if monotonic() - vars(connection).get("idle_since", 0.0) > BELIEVED:
        ConnectionPool.check_connection(connection)


# A pool must be closed before it is collected, or it tries to end the thread that collects it.
_open: set[ConnectionPool[Connection]] = set()


@atexit.register
def _close_all() -> None:
    for pool in list(_open):
        pool.close(timeout=1)


class Database:
    """A small pool of connections; opened lazily, so that nothing is shared across a fork."""

    def __init__(self, settings: DatabaseSettings, max_size: int = 10) -> None:
        self.settings = settings
        self._pool = ConnectionPool(
            connection_class=psycopg.Connection,
            kwargs=settings.parameters(),
            min_size=0,
            max_size=max_size,
            timeout=5,
            max_idle=60,
            open=False,
            check=_check,
            reset=_returned,
        )

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection for one transaction: committed at the end, rolled back on an exception.

        Raises Unavailable when the database cannot be reached or is going away.
        """
        self._pool.open()
        _open.add(self._pool)
        try:
            with self._pool.connection() as connection:
                yield connection
        except (PoolTimeout, psycopg.OperationalError) as error:
            if isinstance(error, (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable)):
                raise
            raise Unavailable(f"database {self.settings.dbname}") from error

    def close(self) -> None:
        self._pool.close()
        _open.discard(self._pool)


def connect(settings: DatabaseSettings, *, limits: str = LIMITS, autocommit: bool = False) -> Connection:
    """One connection outside any pool, for a process that lives on it. Raises Unavailable."""
    try:
        return psycopg.connect(**settings.parameters(limits), autocommit=autocommit)
    except psycopg.OperationalError as error:
        raise Unavailable(f"database {settings.dbname}") from error
