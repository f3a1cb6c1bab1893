"""The report of an import: each row by its number, with columns and codes, written while it goes and never a value."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

FIELDS = ("row", "outcome", "column", "code")


class Report(Protocol):
    """Takes the rows one by one."""

    def add(self, row: int, outcome: str, column: str = "", code: str = "") -> None: ...


class CsvReport:
    def __init__(self, file: IO[str]) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(FIELDS)

    def add(self, row: int, outcome: str, column: str = "", code: str = "") -> None:
        self._writer.writerow((row, outcome, column, code))

    def end(self) -> None:
        """Nothing comes behind the last row."""


class JsonReport:
    def __init__(self, file: IO[str]) -> None:
        self._file, self._between = file, "[\n"

    def add(self, row: int, outcome: str, column: str = "", code: str = "") -> None:
        line = dict(zip(FIELDS, (row, outcome, column, code), strict=True))
        self._file.write(self._between + json.dumps(line))
        self._between = ",\n"

    def end(self) -> None:
        self._file.write("\n]\n" if self._between != "[\n" else "[]\n")


@contextmanager
def writing(path: Path) -> Iterator[Report]:
    """A report at `path`, in JSON when it is called so; there only once it is whole."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        report = JsonReport(file) if path.suffix == ".json" else CsvReport(file)
        yield report
        report.end()
    part.replace(path)
