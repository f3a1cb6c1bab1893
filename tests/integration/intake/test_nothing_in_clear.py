"""No personal value stands in clear in any table of intake, nor in any message."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from scripts.stack.stack import Stack
from tests.conftest import Token
from tests.http import Api

MARK = uuid4().hex[:12]
CANARIES = {
    "civil_name": f"Canária Zulmira {MARK}",
    "social_name": f"Canário Ônix {MARK}",
    "accessibility_needs": f"precisa de intérprete {MARK}",
    "birth_date": "1931-07-23",
}


@pytest.fixture(scope="module")
def person(api: Callable[[str], Api], token: Token) -> str:
    """Somebody with canaries for values, registered, renamed, received and shared, over HTTP."""
    intake, coordinator = api("intake"), token("office_coordinator", uf=["AM"])
    body = {"name": "Porto", "level": "state", "uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus"}
    office = intake.post("/v1/offices", body, coordinator).id
    staff = token("social_worker", office=[office], uf=["AM"])
    values = {"client_types": ["released"], **CANARIES}
    made = intake.post("/v1/persons", values, staff)
    assert made.status == 201, made.body
    renamed = intake.post(
        f"/v1/persons/{made.id}/social-name", {"social_name": CANARIES["social_name"]}, staff, match=made.version
    )
    assert renamed.status == 200, renamed.body
    assert intake.post("/v1/receptions", {"office_id": office, "person_id": made.id}, staff).status == 201
    assert intake.get(f"/v1/persons/{made.id}", staff).body["display_name"] == CANARIES["social_name"]
    return made.id


def content(stack: Stack, database: str) -> Iterator[tuple[str, bytes]]:
    """Every value of every column of a database, as bytes."""
    with stack.postgres.connect(database) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        ).fetchall()
        for table, column, kind in columns:
            value = column if kind == "bytea" else f"convert_to({column}::text, 'UTF8')"
            rows = connection.execute(f"SELECT {value} FROM {table} WHERE {column} IS NOT NULL".encode()).fetchall()
            yield from ((f"{table}.{column}", bytes(row[0])) for row in rows)


def spellings(text: str) -> list[bytes]:
    """How a value could stand there: as it is, escaped in JSON, as hexadecimal."""
    plain = text.encode()
    return [plain, json.dumps(text)[1:-1].encode(), plain.hex().encode()]


def found(stack: Stack, database: str) -> set[str]:
    wanted = [spelling for value in CANARIES.values() for spelling in spellings(value)]
    return {f"{place}" for place, value in content(stack, database) if any(spelling in value for spelling in wanted)}


@pytest.mark.parametrize("database", ["intake", "intake_keys"])
def test_no_table_holds_a_personal_value(stack: Stack, person: str, database: str) -> None:
    assert found(stack, database) == set()


def test_the_search_would_find_one(stack: Stack, person: str) -> None:
    with stack.postgres.connect("intake") as connection:
        connection.execute("CREATE TABLE planted (id uuid, value jsonb)")
        try:
            value = json.dumps({"name": CANARIES["civil_name"]}, ensure_ascii=True)
            connection.execute("INSERT INTO planted VALUES (%s, %s)", (person, value))
            assert found(stack, "intake") == {"planted.value"}
        finally:
            connection.execute("DROP TABLE planted")


def test_what_is_sealed_was_really_written(stack: Stack, person: str) -> None:
    with stack.postgres.connect("intake") as connection:
        fields = connection.execute("SELECT field FROM sealed_values WHERE originator_id = %s", (person,)).fetchall()
    assert {"civil_name", "social_name", "birth_date", "accessibility_needs"} <= {field for (field,) in fields}


def test_no_message_holds_more_than_codes_and_ids(stack: Stack, person: str) -> None:
    with stack.postgres.connect("intake") as connection:
        messages = connection.execute(
            "SELECT message FROM published WHERE message ->> 'subject' = %s", (person,)
        ).fetchall()
    assert [set(message["data"]) for (message,) in messages] == [{"person_id", "client_types"}]
