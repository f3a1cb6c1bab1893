"""A message that the store referrals set aside, of either kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb

from scripts.stack.stack import Stack

Park = Callable[..., int]
COMPLETED, WITHDRAWN = "intake.reception.completed", "intake.consent-ledger.withdrawn"


@pytest.fixture
def park(stack: Stack) -> Iterator[Park]:
    """Insert a row as the consumer does, with content that must never be shown; answers with its number. Afterwards
    the row is gone: a list shows so many of them, the oldest first.
    """
    made: list[int] = []

    def insert(kind: str = COMPLETED) -> int:
        subject, position = uuid4(), uuid4().int % 10**12
        values = (uuid4(), subject, position, f"org.travessia.{kind}.v1", Jsonb({"data": {"secret": "canary-9"}}))
        with stack.postgres.connect("referrals") as connection:
            row = connection.execute(
                "INSERT INTO parked (source, channel, partition, log_id, subject, position, type, message, reason,"
                " attempts) VALUES ('intake', 'events', 0, %s, %s, %s, %s, %s, 'refused: toy', 1) RETURNING id",
                values,
            ).fetchone()
        assert row is not None
        made.append(int(row[0]))
        return made[-1]

    yield insert
    with stack.postgres.connect("referrals") as connection:
        connection.execute("DELETE FROM parked WHERE id = ANY(%s)", (made,))
