"""The databases and roles of the stores on one PostgreSQL server; running it again changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from scripts.stack.stores import STORES, Store


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server and the account that may make roles and databases on it."""

    host: str
    port: int
    user: str
    password: str
    dbname: str = "postgres"

    def connect(self, dbname: str | None = None) -> psycopg.Connection:
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            dbname=dbname or self.dbname,
            autocommit=True,
            connect_timeout=5,
        )


def provision(server: Server, passwords: Mapping[str, str], stores: Sequence[Store] = STORES) -> None:
    """Makes each store's roles and two databases; tables and their grants come from the migrations."""
    with server.connect() as connection:
        roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        databases = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        for store in stores:
            for role in store.roles:
                _role(connection, role, passwords[role], exists=role in roles)
        for store in stores:
            for database, allowed in store.connections.items():
                _database(connection, store, database, allowed, exists=database in databases)
        for database in (server.dbname, "template1"):
            connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
    for store in stores:
        for database in store.connections:
            _schema(server, store, database)


def _role(connection: psycopg.Connection, role: str, password: str, *, exists: bool) -> None:
    verb = sql.SQL("ALTER" if exists else "CREATE")
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT PASSWORD {}").format(
            verb, sql.Identifier(role), sql.Literal(password)
        )
    )


def _database(
    connection: psycopg.Connection, store: Store, database: str, allowed: tuple[str, ...], *, exists: bool
) -> None:
    name = sql.Identifier(database)
    if not exists:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                name, sql.Identifier(store.owner)
            )
        )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, _list(allowed)))


def _schema(server: Server, store: Store, database: str) -> None:
    """Only the migrations make objects; the others may look names up."""
    others = [role for role in store.connections[database] if role != store.owner]
    with server.connect(database) as connection:
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(store.owner)))
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(_list(others)))


def _list(names: list[str] | tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)
