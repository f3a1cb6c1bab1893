"""Walks through an entry: every row of every table that is nested in it, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.referrals.network.directory.tables import ENTRY, Table, tables


@dataclass(frozen=True)
class Fault:
    """What is wrong with an entry: where, as a JSON pointer (RFC 6901), and a code. Never a value."""

    pointer: str
    code: str


@dataclass(frozen=True)
class Row:
    """One object of an entry. `parent`: inside of what it stands; None for the organization itself."""

    table: Table
    members: Mapping[str, Any]
    pointer: str
    parent: Row | None = None

    @property
    def id(self) -> str:
        return str(self.members.get("id", ""))


def rows(entry: Mapping[str, Any]) -> Iterator[Row]:
    """The organization first, then what is in it, in the order in which it stands; what is no object is passed by."""
    yield from _within(Row(tables()[ENTRY], entry, ""))


def _within(row: Row) -> Iterator[Row]:
    yield row
    for name, value in row.members.items():
        field = row.table.fields.get(name)
        if field is None or not field.nested:
            continue
        items = value if isinstance(value, list) else [value]
        for index, item in enumerate(items):
            if isinstance(item, dict):
                place = f"{row.pointer}/{name}" + (f"/{index}" if field.kind == "many" else "")
                yield from _within(Row(tables()[field.table], item, place, row))
