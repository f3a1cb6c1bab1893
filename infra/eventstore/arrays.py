"""Columns of a batch as PostgreSQL arrays in binary form, without a look at every element's type."""

from __future__ import annotations

from collections.abc import Iterable
from struct import pack
from uuid import UUID

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

BYTEA, BIGINT, TEXT, UUIDS = (17, 1001), (20, 1016), (25, 1009), (2950, 2951)


class Column:
    """One-dimensional, without nulls: header, then length and content of each element."""

    def __init__(self, types: tuple[int, int], elements: Iterable[bytes]) -> None:
        values = list(elements)
        self.oid = types[1]
        parts = [pack("!5i", 1, 0, types[0], len(values), 1)]
        for value in values:
            parts += (pack("!i", len(value)), value)
        self.content = b"".join(parts)


def uuids(values: Iterable[UUID]) -> Column:
    return Column(UUIDS, [value.bytes for value in values])


def bigints(values: Iterable[int]) -> Column:
    return Column(BIGINT, [pack("!q", value) for value in values])


def texts(values: Iterable[str]) -> Column:
    return Column(TEXT, [value.encode() for value in values])


def byteas(values: Iterable[bytes]) -> Column:
    return Column(BYTEA, values)


class ColumnDumper(Dumper):
    """Gives a Column to the server as it is."""

    format = Format.BINARY

    def dump(self, obj: Column) -> bytes:
        return obj.content


psycopg.adapters.register_dumper(Column, ColumnDumper)
