"""What a database superuser can count: every column and every JSON path of every table, grouped by value."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from infra.database import Connection

Row = Mapping[str, Any]
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


@dataclass(frozen=True)
class Cell:
    """A value at a place: `stored_events.metadata.tenant.uf`, or what can be computed from it, such as its length."""

    place: str
    value: str


@dataclass
class Groups:
    """Which matters have a row with a cell. A matter is a notice with its case and deadlines."""

    matters: dict[Cell, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, table: str, row: Row, matters: Iterable[str]) -> None:
        found = set(matters)
        for cell in cells(table, row):
            self.matters[cell] |= found

    def telling(self, groups: Iterable[set[str]]) -> set[str]:
        """The places by which the size of one of these groups can be counted: all of it, and nothing else."""
        wanted = [frozenset(group) for group in groups]
        return {cell.place for cell, found in self.matters.items() if frozenset(found) in wanted}


def tables(connection: Connection) -> list[str]:
    return [name for (name,) in connection.execute(TABLES.encode()).fetchall()]


def rows(connection: Connection) -> Iterator[tuple[str, Row]]:
    """Every row of every table, with all columns."""
    for table in tables(connection):
        cursor = connection.execute(f'SELECT * FROM "{table}"'.encode())
        names = [column.name for column in cursor.description or ()]
        for values in cursor.fetchall():
            yield table, dict(zip(names, values, strict=True))


def cells(table: str, row: Row) -> Iterator[Cell]:
    for column, value in row.items():
        for path, found in _paths(_decoded(value)):
            place = f"{table}.{column}{path}"
            yield Cell(place, str(found))
            yield from (Cell(f"{place}:{name}", text) for name, text in _computed(found))


def _computed(value: Any) -> Iterator[tuple[str, str]]:
    """What a query can make of a value."""
    if isinstance(value, str):
        yield "length", str(len(value))
        with suppress(ValueError):
            value = datetime.fromisoformat(value) if len(value) > len("2025-04-17") else value
    if isinstance(value, datetime):
        yield "time of day", value.strftime("%H:%M:%S")
        yield "offset", value.strftime("%z")
        yield "day", str(value.date())
    elif isinstance(value, date):
        yield "month", value.strftime("%Y-%m")


def _paths(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from ((f".{name}{path}", found) for path, found in _paths(_decoded(each)))
    elif isinstance(value, list):
        yield "[#]", len(value)
        for each in value:
            yield from ((f"[]{path}", found) for path, found in _paths(_decoded(each)))
    else:
        yield "", value


def _decoded(value: Any) -> Any:
    """Bytes as text and JSON as values, where they are."""
    if isinstance(value, (bytes, memoryview)):
        with suppress(UnicodeDecodeError):
            value = bytes(value).decode()
    if isinstance(value, str) and value[:1] in ("{", "["):
        with suppress(ValueError):
            return json.loads(value)
    return value
