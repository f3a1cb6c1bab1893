"""Imports one pre-release list: looks the file through, then sends it; bounded memory, and repeatable at any point."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from scripts.importing.files import ListFile, UnusableFile
from scripts.importing.reports import writing
from scripts.importing.rows import RefusedRow, Seen, parsed
from scripts.importing.sending import CHUNK, Api, Sending, announce

MAX_ROWS = 1_000_000
Advance = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """What the caller says of the list."""

    office_id: UUID
    source: str
    programme: str = "BR"
    race_code_system: str | None = None


@dataclass(frozen=True)
class Looked:
    """What the first look at the file found: nothing has been sent yet."""

    rows: int
    race_codes: tuple[str, ...]


def run(api: Api, file: ListFile, wanted: Wanted, report: Path, advance: Advance) -> dict[str, Any]:
    """The counts of an import. `advance(done, rows)` is told how far it is. Raises UnusableFile, CommandError."""
    looked = look_through(file)
    list_id = announce(api, _announcement(looked, wanted), _key(file, wanted))
    with writing(report) as rows_report:
        sending = Sending(api, rows_report, list_id)
        for done in _send(file, sending):
            advance(done, looked.rows)
        sending.complete()
    counts = sending.counts
    return {
        "list_id": list_id, "rows": looked.rows, "opened": counts["opened"],
        "renewed": counts["renewed"],
        "refused": counts["refused"] + counts["left_out"], "report": str(report),
    }  # fmt: skip


def look_through(file: ListFile) -> Looked:
    """Every row once, so that a broken file is found before anything is sent. Raises UnusableFile."""
    codes, rows = set[str](), 0
    place = file.columns.index("race_code") if "race_code" in file.columns else None
    for rows, cells in enumerate(file.rows(), 1):  # noqa: B007  the last number is how many there are
        if place is not None and place < len(cells) and _is_code(cells[place].strip()):
            codes.add(cells[place].strip())
    if not 1 <= rows <= MAX_ROWS:
        raise UnusableFile(f"a list has 1 to {MAX_ROWS} rows behind its header")
    return Looked(rows, tuple(sorted(codes)))


def _is_code(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= 2


def _send(file: ListFile, sending: Sending) -> Iterator[int]:
    """How many rows are done, chunk by chunk. The same file gives the same chunks, under the same numbers."""
    seen, waiting, numbers, row = Seen(), list[dict[str, Any]](), count(1), 0
    for row, cells in enumerate(file.rows(), 1):
        try:
            waiting.append(parsed(row, file.columns, cells, seen))
        except RefusedRow as refused:
            sending.leave_out(row, refused.column, refused.code)
        if len(waiting) == CHUNK:
            sending.send(next(numbers), waiting)
            waiting = []
            yield row
    if waiting:
        sending.send(next(numbers), waiting)
    yield row


def _announcement(looked: Looked, wanted: Wanted) -> dict[str, Any]:
    return {
        "office_id": str(wanted.office_id),
        "source": wanted.source,
        "programme": wanted.programme,
        "rows": looked.rows,
        "race_code_system": wanted.race_code_system,
        "race_codes": looked.race_codes[:100],
    }


def _key(file: ListFile, wanted: Wanted) -> str:
    """The same file for the same office, source and table of codes is the same list."""
    said = (file.digest, wanted.office_id, wanted.source, wanted.programme, wanted.race_code_system)
    return "pre-release-" + hashlib.sha256(repr([str(part) for part in said]).encode()).hexdigest()
