"""The tabular data package: a descriptor, and a CSV file of each table that has rows."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from services.referrals.network.directory.fitting import OUTSIDE
from services.referrals.network.directory.flattening import Rows
from services.referrals.network.directory.tables import VERSION, Field, Table, tables

DESCRIPTOR = "datapackage.json"
# Numbers as Table Schema has them, which lets a sign and zeros stand in front; longer ones are none of a directory.
NUMBER_TEXT = re.compile(r"[+-]?([0-9]{1,300}(\.[0-9]{0,300})?|\.[0-9]{1,300})([eE][+-]?[0-9]{1,3})?")
TYPES = {"number": "number", "date": "date", "instant": "datetime", "time": "time"}
# Times of others may be without seconds, which the plain `time` of Table Schema is not.
FORMATS = {"uuid": "uuid", "uri": "uri", "email": "email", "time": "any"}


class BrokenTable(ValueError):
    """A file of the package cannot be read as its table. Says which file and why, and no value."""


def descriptor(found: Rows) -> dict[str, Any]:
    """What the package says of itself: of the tables that have rows, and true of all of these."""
    used = {name: rows.values() for name, rows in found.items() if rows}
    return {
        "name": "travessia-directory",
        "profile": "tabular-data-package",
        "version": VERSION,
        "resources": [_resource(tables()[name], rows, used) for name, rows in used.items()],
    }


def _resource(table: Table, rows: Collection[Mapping[str, Any]], used: Collection[str]) -> dict[str, Any]:
    """A key points to a table of this package; where there is none, no row points to it."""
    pointing = [
        {"fields": field.name, "reference": {"resource": field.table, "fields": "id"}}
        for field in table.columns
        if field.table in used and field.name not in OUTSIDE
    ]
    schema = {
        "fields": [_described(table, field, rows) for field in table.columns],
        "primaryKey": "id",
        "foreignKeys": pointing,
    }
    return {
        "name": table.name, "path": table.file, "profile": "tabular-data-resource", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
    }  # fmt: skip


def _described(table: Table, field: Field, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Required as published, unless a row has it blank or nested it without: then files cannot demand it."""
    asked = field.name in (*table.required, *table.keys)
    required = asked and all(row.get(field.name, "") != "" for row in rows)
    limits: dict[str, Any] = {"required": True} if required else {}
    if field.name == "id":
        limits["unique"] = True
    if field.codes:
        limits["enum"] = list(field.codes)
    shape = {"format": FORMATS[field.kind]} if field.kind in FORMATS else {}
    return {"name": field.name, "type": TYPES.get(field.kind, "string"), **shape, "constraints": limits}


def written(table: Table, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of a file, header first."""
    names = [field.name for field in table.columns]
    yield _line(names)
    for row in rows:
        yield _line([_cell(row.get(name)) for name in names])


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def read(table: Table, lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows with the numbers of their lines; an empty cell says nothing. Raises BrokenTable."""
    reader = csv.reader(lines, strict=True)
    try:
        header = next(reader, [])
        _refuse_header(table, header)
        for cells in reader:
            if len(cells) != len(header):
                raise BrokenTable(f"{table.file}: line {reader.line_num} has not as many cells as the header")
            yield reader.line_num, _row(table, dict(zip(header, cells, strict=True)))
    except csv.Error:
        raise BrokenTable(f"{table.file}: the quotes are broken at line {reader.line_num}") from None


def _refuse_header(table: Table, header: list[str]) -> None:
    known = {field.name for field in table.columns}
    if not header or len(set(header)) < len(header) or not set(header) <= known:
        raise BrokenTable(f"{table.file}: the header is not made of the columns of {table.name}, each once")


def _row(table: Table, cells: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(table.fields[name], cell) for name, cell in cells.items() if cell != "" or name in table.blank}


def _value(field: Field, cell: str) -> Any:
    """A number where one is due; what is none stays text, and is found to be none."""
    if field.kind != "number" or not NUMBER_TEXT.fullmatch(cell):
        return cell
    return int(cell) if cell.lstrip("+-").isdigit() else float(cell)
