"""Exports the directory: as one JSON file of organizations, or as a tabular data package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.failures import CommandError, UsageError
from services.referrals.network.directory import datapackage
from services.referrals.network.directory.checking import misshapen
from services.referrals.network.directory.flattening import flattened
from services.referrals.network.directory.tables import tables

FORMATS = ("json", "datapackage")
JSON_FILE = "organizations.json"


def prepared(out: Path) -> Path:
    """A new or empty folder. Raises UsageError."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError("--out must be a new or empty directory")
    out.mkdir(parents=True, exist_ok=True)
    return out


def write(organizations: Sequence[dict[str, Any]], form: str, out: Path) -> int:
    """How many files were written; none when anything is not of the strict form. Raises CommandError."""
    for organization in organizations:
        if found := misshapen(organization):
            place = f"{organization.get('id')}{found[0].pointer}"
            raise CommandError(f"the directory is not of the form of HSDS at {place}: {found[0].code}")
    return _json(organizations, out) if form == "json" else _package(organizations, out)


def _json(organizations: Sequence[dict[str, Any]], out: Path) -> int:
    text = json.dumps(organizations, ensure_ascii=False, indent=1)
    (out / JSON_FILE).write_text(text + "\n", encoding="utf-8")
    return 1


def _package(organizations: Sequence[dict[str, Any]], out: Path) -> int:
    """The descriptor last: a folder without one was not finished."""
    found = flattened(organizations)
    used = {name: rows for name, rows in found.items() if rows}
    for name, rows in used.items():
        with (out / tables()[name].file).open("w", encoding="utf-8", newline="") as file:
            file.writelines(datapackage.written(tables()[name], rows.values()))
    described = json.dumps(datapackage.descriptor(found), indent=1)
    (out / datapackage.DESCRIPTOR).write_text(described + "\n", encoding="utf-8")
    return len(used) + 1
