"""What each role may not do: everything that could rewrite history, read secrets or reach another's database."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest

from infra.database import connect
from infra.refusals import Unavailable
from tests.integration.eventstore.conftest import STORE, House

TABLES = (
    "stored_events", "ledger_leaves", "published", "sealed_values", "subject_keys", "key_pool", "snapshots",
    "partition_head", "inbox", "relay_cursor", "log_head", "idempotency", "views", "parked", "attempts",
    "reaction_starts", "ledger_tiles", "ledger_checkpoints", "ledger_cosignatures", "ledger_schedule",
    "ledger_sequence", "destroyed_keys",
)  # fmt: skip
LEDGER = ("ledger_tiles", "ledger_checkpoints", "ledger_cosignatures", "ledger_schedule", "ledger_sequence")
# Role to what it may, by table; what is not named here is tried and must be refused.
MAY = {
    "app": {
        "stored_events": "SELECT INSERT", "ledger_leaves": "SELECT INSERT", "published": "SELECT INSERT",
        "sealed_values": "SELECT INSERT", "subject_keys": "SELECT INSERT", "key_pool": "SELECT INSERT UPDATE DELETE",
        "snapshots": "SELECT INSERT UPDATE DELETE", "idempotency": "SELECT INSERT UPDATE DELETE",
        "partition_head": "SELECT INSERT UPDATE", "inbox": "SELECT INSERT UPDATE", "relay_cursor": "SELECT",
        "log_head": "SELECT", "views": "SELECT", "parked": "SELECT INSERT", "attempts": "SELECT INSERT UPDATE",
        "reaction_starts": "SELECT INSERT", "destroyed_keys": "SELECT INSERT", **dict.fromkeys(LEDGER, "SELECT"),
    },
    "relay": {
        "published": "SELECT", "log_head": "SELECT", "relay_cursor": "SELECT UPDATE", "ledger_leaves": "SELECT",
        **dict.fromkeys(LEDGER, "SELECT INSERT"),
    },
    "erase": {"sealed_values": "SELECT"},
    "audit": {
        "log_head": "SELECT", "stored_events": "SELECT", "ledger_leaves": "SELECT", "published": "SELECT",
        "parked": "SELECT", "sealed_values": "SELECT", "subject_keys": "SELECT",
        "destroyed_keys": "SELECT", **dict.fromkeys(LEDGER, "SELECT"),
    },
}  # fmt: skip
KEYS_MAY = {"keys": {"private_keys": "SELECT INSERT"}}
COLUMNS = [
    ("app", "log_head", "clock_shift"), ("app", "log_head", "log_id"), ("app", "log_head", "views_epoch"),
    ("app", "parked", "message"), ("app", "reaction_starts", "source"),
    ("erase", "sealed_values", "key_id"), ("erase", "sealed_values", "field"),
]  # fmt: skip
ALLOWED_COLUMNS = [
    ("app", "log_head", "size"), ("app", "log_head", "recorded_at"), ("app", "parked", "state"),
    ("app", "parked", "retry_failed"), ("app", "reaction_starts", "done"),
    ("erase", "sealed_values", "salt"), ("erase", "sealed_values", "ciphertext"),
]  # fmt: skip
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
ANYBODY = [
    "CREATE TABLE planted (a int)",
    "CREATE TEMP TABLE planted (a int)",
    "CREATE SCHEMA planted",
    "CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE planted",
    "ALTER TABLE {table} ADD planted int",
    "DROP TABLE {table}",
]
FUNCTIONS = ["DROP FUNCTION ledger_leaf", "ALTER FUNCTION append_events RENAME TO planted"]


def cases(may: dict[str, dict[str, str]], tables: tuple[str, ...], allowed: bool) -> list[tuple[str, str, str]]:
    return [
        (role, table, verb)
        for role, rights in may.items()
        for table in tables
        for verb in VERBS
        if (verb in rights.get(table, "").split()) == allowed
    ]


def statement(house: House, database: str, table: str, verb: str, column: str | None = None) -> str:
    """A statement that needs this right and no other, and would change no row."""
    if column is None:
        column = house.attempt("migrate", database, f"SELECT * FROM {table} LIMIT 0")[1]
    return {
        "SELECT": f"SELECT count(whole) FROM {table} AS whole",
        "INSERT": f"INSERT INTO {table} OVERRIDING SYSTEM VALUE {_nothing(table)}",
        "UPDATE": f"UPDATE {table} SET {column} = NULL WHERE false",
        "DELETE": f"DELETE FROM {table} WHERE false",
        "TRUNCATE": f"TRUNCATE {table}",
    }[verb]


def _nothing(table: str) -> str:
    """No row of a table, made without reading it."""
    return f"SELECT (json_populate_record(NULL::{table}, '{{}}')).* WHERE false"


def run(house: House, role: str, database: str, text: str) -> None:
    """Try a statement and take it back."""
    house.attempt(role, database, text)


@pytest.mark.parametrize(("role", "table", "verb"), cases(MAY, TABLES, allowed=False))
def test_what_is_not_granted_is_refused(house: House, role: str, table: str, verb: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(house, role, STORE.name, statement(house, STORE.name, table, verb))


@pytest.mark.parametrize(("role", "table", "verb"), cases(MAY, TABLES, allowed=True))
def test_what_is_granted_works(house: House, role: str, table: str, verb: str) -> None:
    run(house, role, STORE.name, statement(house, STORE.name, table, verb))


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_nobody_but_its_owner_changes_private_keys(house: House, verb: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(house, "keys", STORE.keys_database, statement(house, STORE.keys_database, "private_keys", verb, "wrapped"))


@pytest.mark.parametrize("verb", VERBS)
def test_who_destroys_keys_neither_reads_nor_writes_them(house: House, verb: str) -> None:
    text = statement(house, STORE.keys_database, "private_keys", verb, "wrapped")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(house, "destroy", STORE.keys_database, text)


@pytest.mark.parametrize("role", ["keys", "destroy"])
def test_only_the_destroying_role_destroys(house: House, role: str) -> None:
    key_id, text = uuid4(), "SELECT destroy_keys(ARRAY[{0}])"
    call = text.format(f"'{key_id}'::uuid")
    if role == "destroy":
        run(house, role, STORE.keys_database, call)
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(house, role, STORE.keys_database, call)


ERASING = (
    "SELECT erase_ciphertexts(ARRAY[]::uuid[])",
    "SELECT erase_published(gen_random_uuid())",
    "SELECT erase_parked(ARRAY[]::uuid[], gen_random_uuid())",
)


@pytest.mark.parametrize("text", ERASING)
@pytest.mark.parametrize("role", ["app", "relay", "audit", "erase"])
def test_only_the_erasing_role_erases(house: House, role: str, text: str) -> None:
    if role == "erase":
        run(house, role, STORE.name, text)
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(house, role, STORE.name, text)


@pytest.mark.parametrize(("role", "table", "column"), COLUMNS)
def test_a_column_that_is_not_granted_is_refused(house: House, role: str, table: str, column: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(house, role, STORE.name, statement(house, STORE.name, table, "UPDATE", column))


@pytest.mark.parametrize(("role", "table", "column"), ALLOWED_COLUMNS)
def test_a_column_that_is_granted_can_be_set(house: House, role: str, table: str, column: str) -> None:
    run(house, role, STORE.name, f"UPDATE {table} SET {column} = {column} WHERE false")


def test_the_follower_reads_names_of_events_and_nothing_else_of_them(house: House) -> None:
    run(house, "relay", STORE.name, "SELECT notification_id, topic FROM stored_events")
    for column in ("originator_id", "state", "metadata", "recorded_at"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            run(house, "relay", STORE.name, f"SELECT {column} FROM stored_events")


@pytest.mark.parametrize(
    ("role", "text"),
    [(role, text) for role in MAY for text in ANYBODY + FUNCTIONS] + [("keys", text) for text in ANYBODY],
)
def test_nobody_but_the_owner_makes_or_changes_objects(house: House, role: str, text: str) -> None:
    database, table = (STORE.keys_database, "private_keys") if role == "keys" else (STORE.name, "stored_events")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(house, role, database, text.format(table=table))


@pytest.mark.parametrize(
    ("role", "database"),
    [(role, STORE.keys_database) for role in ("app", "relay", "erase", "audit")]
    + [("keys", STORE.name), ("destroy", STORE.name)]
    + [
        (role, name)
        for role in ("app", "relay", "erase", "audit", "keys", "destroy")
        for name in ("postgres", "template1")
    ],
)
def test_a_role_reaches_its_own_database_only(house: House, role: str, database: str) -> None:
    with pytest.raises(Unavailable) as refused:
        connect(house.settings(role, database))
    assert "permission denied for database" in str(refused.value.__cause__)


@pytest.mark.usefixtures("stack")
def test_stores_do_not_reach_each_other(house: House) -> None:
    for database in ("intake", "notices_keys"):
        with pytest.raises(Unavailable):
            connect(house.settings("app", database))


def test_the_table_of_rights_names_every_table(house: House) -> None:
    rows = house.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    known = {str(name) for (name,) in rows if not str(name).startswith(("view_", "_yoyo", "yoyo"))}
    assert known == set(TABLES)
