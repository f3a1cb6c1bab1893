"""The tables of HSDS and what their fields hold, read from our table of facts; and the JSON Schema they make."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FACTS = Path(__file__).with_name("hsds.toml")
VERSION = "3.1"
ENTRY = "organization"
# Times of day are plain text there, for they may be without seconds and without a distance from UTC.
FORMATS = {"uuid": "uuid", "uri": "uri", "email": "email", "date": "date", "instant": "date-time"}


@dataclass(frozen=True)
class Field:
    """`kind`: text, uuid, uri, email, number, date, instant, time, code, one or many.

    `table`: whose row is nested, or, where the kind is uuid, pointed to.
    """

    name: str
    kind: str
    table: str = ""
    codes: tuple[str, ...] = ()

    @property
    def nested(self) -> bool:
        return self.kind in ("one", "many")


@dataclass(frozen=True)
class Table:
    """`required`: fields that are never left out; `keys`: besides them, where rows stand in files.

    `blank`: which of the required ones may be empty.
    """

    name: str
    file: str
    fields: Mapping[str, Field]
    required: tuple[str, ...]
    keys: tuple[str, ...]
    blank: tuple[str, ...]

    @property
    def columns(self) -> tuple[Field, ...]:
        """What a file of it has."""
        return tuple(field for field in self.fields.values() if not field.nested)


@cache
def tables() -> Mapping[str, Table]:
    """All of them, by name."""
    facts = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    return {name: _table(name, **found) for name, found in facts.items()}


def _table(
    name: str,
    file: str,
    fields: Mapping[str, str],
    required: Sequence[str],
    keys: Sequence[str] = (),
    blank: Sequence[str] = (),
) -> Table:
    found = {field: _field(field, kind) for field, kind in fields.items()}
    return Table(name, file, found, tuple(required), tuple(keys), tuple(blank))


def _field(name: str, kind: str) -> Field:
    if kind.startswith("> "):
        return Field(name, "uuid", kind[2:])
    if kind[0] in "[{":
        return Field(name, "many" if kind[0] == "[" else "one", kind[1:-1])
    return Field(name, "code", codes=tuple(kind.split("|"))) if "|" in kind else Field(name, kind)


@cache
def json_schema() -> Mapping[str, Any]:
    """The strict form of one entry, an organization with all that is nested in it: no member but those known."""
    definitions = {name: _definition(table) for name, table in tables().items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/$defs/{ENTRY}",
        "$defs": definitions,
    }


def _definition(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in table.fields.values()},
        "required": list(table.required),
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, Any]:
    if field.nested:
        one = {"$ref": f"#/$defs/{field.table}"}
        return one if field.kind == "one" else {"type": "array", "items": one}
    if field.kind == "number":
        return {"type": "number"}
    if field.codes:
        return {"type": "string", "enum": list(field.codes)}
    return {"type": "string", **({"format": FORMATS[field.kind]} if field.kind in FORMATS else {})}
