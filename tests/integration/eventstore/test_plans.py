"""How the log is read does not hang on how short it was when a connection made its plan, and no plan is made twice."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from infra.database import connect
from infra.eventstore.postgres import KEPT
from infra.messaging.positions import locking
from tests.integration.eventstore.conftest import House

TIMES = 8  # PostgreSQL decides at the sixth whether to keep a plan


def test_a_plan_made_on_an_empty_log_looks_streams_up_by_their_keys(house: House) -> None:
    statement = KEPT
    for number, kind in enumerate(("uuid[]", "text[]"), start=1):
        statement = statement.replace(f"%b::{kind}", f"${number}", 1)
    with connect(house.owner) as connection:
        connection.execute("CREATE TEMP TABLE stored_events (LIKE public.stored_events INCLUDING ALL)")
        connection.execute("CREATE TEMP TABLE snapshots (LIKE public.snapshots INCLUDING ALL)")
        connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        connection.execute(f"PREPARE kept (uuid[], text[]) AS {statement}".encode())
        plan = [line for (line,) in connection.execute("EXPLAIN EXECUTE kept('{}', '{}')").fetchall()]
        connection.rollback()
    assert any("stored_events_pkey" in line for line in plan), plan
    assert any("snapshots_pkey" in line for line in plan), plan
    assert not any("Seq Scan" in line for line in plan), plan


def plans(house: House, sql: str, *parameters: Any) -> tuple[int, int]:
    """How often this statement was run by a plan that was kept, and by one made for it."""
    with connect(house.owner) as connection:
        for _ in range(TIMES):
            connection.execute(sql.encode(), parameters, prepare=True)
        row = connection.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements").fetchone()
    assert row is not None
    return row[0], row[1]


def test_streams_are_read_by_a_plan_that_is_kept(house: House) -> None:
    assert plans(house, KEPT, [uuid4()], ["toys.crate/1"]) == (TIMES - 5, 5)


def test_positions_are_read_by_a_plan_that_is_kept(house: House) -> None:
    asked = locking("events", 1, ["alpha"])
    assert plans(house, asked.sql, *asked.parameters) == (TIMES - 5, 5)
