"""Columns are what psycopg would send for the same lists, byte for byte."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from psycopg.adapt import PyFormat, Transformer
from psycopg.types.array import ListBinaryDumper

from infra.eventstore import arrays

IDS = [UUID(int=1), UUID(int=2**127)]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (arrays.uuids(IDS), IDS),
        (arrays.texts(["", "é", 'a"b,{}']), ["", "é", 'a"b,{}']),
        (arrays.byteas([b"", b"\x00\xff"]), [b"", b"\x00\xff"]),
        (arrays.booleans([True, False]), [True, False]),
        (arrays.bigints([2**62, -1]), [2**62, -(2**62)]),
    ],
)
def test_a_column_is_the_list_in_binary(column: arrays.Column, values: list[Any]) -> None:
    own = Transformer().get_dumper(values, PyFormat.BINARY)
    assert isinstance(own, ListBinaryDumper)
    if type(values[0]) is int:
        assert column.content.endswith((-1).to_bytes(8, "big", signed=True))
        assert column.oid == own.oid
    else:
        assert (column.content, column.oid) == (own.dump(values), own.oid)
