"""Opens a directory: one JSON file, or the folder of a tabular data package; nothing of it is believed yet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.importing.files import UnusableFile
from services.referrals.network.directory import datapackage
from services.referrals.network.directory.flattening import Nesting
from services.referrals.network.directory.tables import Table, tables

LARGEST = 512 * 1024 * 1024
LONGEST_ID = 36
# A table of HSDS that is about its other tables: nothing of an organization stands in it.
ABOUT_TABLES = "meta_table_description"


@dataclass(frozen=True)
class Stray:
    """A row that no entry takes: where it is, and why."""

    where: str
    code: str


@dataclass
class Found:
    """`entries`: whatever stands where entries do. `strays`: rows of a package that belong to none of them."""

    entries: list[Any]
    strays: list[Stray] = field(default_factory=list)


def opened(path: Path) -> Found:
    """Raises UnusableFile."""
    try:
        return _package(path) if path.is_dir() else _document(path)
    except UnicodeDecodeError:
        raise UnusableFile("the file is not UTF-8") from None
    except OSError as error:
        raise UnusableFile(f"the file cannot be read: {error.strerror}") from None
    except datapackage.BrokenTable as error:
        raise UnusableFile(str(error)) from None


def _document(path: Path) -> Found:
    """A list of organizations, a page of them as APIs give it, or a single one."""
    if path.stat().st_size > LARGEST:
        raise UnusableFile(f"a directory has at most {LARGEST} bytes; divide it")
    found = _json(path)
    if isinstance(found, dict):
        found = found.get("contents", [found])
    if not isinstance(found, list) or not found:
        raise UnusableFile("the file is no list of organizations, or an empty one")
    return Found(found)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_members, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise
        raise UnusableFile(f"{path.name} is not valid JSON") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member name occurs twice in one object")
    return members


def _constant(_: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")


def _package(path: Path) -> Found:
    rows: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in tables()}
    strays: list[Stray] = []
    for table, file in _resources(path):
        for line, row in _rows(table, file):
            row_id = str(row.get("id", ""))
            if not row_id or row_id in rows[table.name]:
                strays.append(Stray(f"{table.file}:{line}", "duplicate-id" if row_id else "required"))
            else:
                rows[table.name][row_id] = row
    nesting = Nesting(rows)
    entries = list(nesting.entries())
    strays += [
        Stray(f"{tables()[name].file}:{known(row_id)}", "broken-reference") for name, row_id in nesting.orphans()
    ]
    if not entries:
        raise UnusableFile("the package has no organization")
    return Found(entries, strays)


def known(row_id: str) -> str:
    """An id as a report may name it: of what is none, nothing."""
    plain = len(row_id) == LONGEST_ID and row_id.replace("-", "").isalnum()
    return row_id if plain else "?"


def _rows(table: Table, file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from datapackage.read(table, lines)


def _resources(path: Path) -> Iterator[tuple[Table, Path]]:
    """The files that the descriptor names, of tables that we know, inside of the folder."""
    descriptor = _json(path / datapackage.DESCRIPTOR)
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        raise UnusableFile(f"{datapackage.DESCRIPTOR} names no resources")
    for resource in resources:
        if resource.get("name") == ABOUT_TABLES:
            continue
        table = tables().get(str(resource.get("name")))
        if table is None:
            raise UnusableFile(f"{datapackage.DESCRIPTOR} names a resource that is no table of HSDS")
        yield table, _inside(path, resource)


def _inside(path: Path, resource: Mapping[str, Any]) -> Path:
    file = path / str(resource.get("path", ""))
    if file.resolve().parent != path.resolve() or not file.is_file():
        raise UnusableFile(f"{datapackage.DESCRIPTOR} names a file that is not in its folder")
    return file
