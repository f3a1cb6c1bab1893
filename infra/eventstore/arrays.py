"""Columns of a batch as PostgreSQL arrays in binary form, without a look at every element's type."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from struct import Struct, pack
from uuid import UUID

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

LENGTH, NUMBER = Struct("!i"), Struct("!q")
BOOLEAN, BYTEA, BIGINT, TEXT, UUIDS = (16, 1000), (17, 1001), (20, 1016), (25, 1009), (2950, 2951)


class Column:
    """One-dimensional, without nulls: header, then length and content of each element."""

    def __init__(self, types: tuple[int, int], elements: Iterable[bytes]) -> None:
        values = list(elements)
        self.oid = types[1]
        header = pack("!5i", 1, 0, types[0], len(values), 1)
        lengths = map(LENGTH.pack, map(len, values))
        self.content = header + b"".join(chain.from_iterable(zip(lengths, values, strict=True)))


def uuids(values: Iterable[UUID]) -> Column:
    return Column(UUIDS, [value.bytes for value in values])


def bigints(values: Iterable[int]) -> Column:
    return Column(BIGINT, map(NUMBER.pack, values))


def booleans(values: Iterable[bool]) -> Column:
    return Column(BOOLEAN, [b"\x01" if value else b"\x00" for value in values])


def texts(values: Iterable[str]) -> Column:
    return Column(TEXT, map(str.encode, values))


def byteas(values: Iterable[bytes]) -> Column:
    return Column(BYTEA, values)


class ColumnDumper(Dumper):
    """Gives a Column to the server as it is."""

    format = Format.BINARY

    def dump(self, obj: Column) -> bytes:
        return obj.content


psycopg.adapters.register_dumper(Column, ColumnDumper)
