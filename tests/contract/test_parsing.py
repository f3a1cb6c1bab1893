"""A contract reads plain members without its schema, and the outcome is the schema's in every case."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from contracts.contract import Contract, schema_of

IDENT = "01a2017a-d682-72c6-8675-a9d4a0034240"


class EverythingRead(Contract, type="toys.reading.read"):
    ident: UUID
    number: int
    flag: bool
    text: str
    at: datetime
    maybe: UUID | None = None
    texts: tuple[str, ...] = ()


GOOD: dict[str, Any] = {
    "ident": IDENT, "number": 7, "flag": True, "text": "x", "at": "2025-04-17T12:00:00Z", "maybe": None, "texts": ["a"],
}  # fmt: skip
VALUES = st.sampled_from([None, True, 0, 7, 1.5, "", "x", "7", IDENT, IDENT.upper(), b"x", [], ["a"], [1], {}, "true"])


def outcome(data: dict[str, Any], *, by_schema: bool) -> object:
    try:
        if by_schema:
            return EverythingRead(**schema_of(EverythingRead).load(data))
        return EverythingRead.parse(data)
    except ValidationError as error:
        return error.messages


@given(changes=st.dictionaries(st.sampled_from([*GOOD, "unknown"]), VALUES, max_size=3))
def test_it_reads_and_refuses_as_the_schema_does(changes: dict[str, Any]) -> None:
    data = GOOD | changes
    assert outcome(data, by_schema=False) == outcome(data, by_schema=True)


@pytest.mark.parametrize("member", GOOD)
def test_a_missing_member_is_as_the_schema_says(member: str) -> None:
    data = {name: value for name, value in GOOD.items() if name != member}
    assert outcome(data, by_schema=False) == outcome(data, by_schema=True)
