"""The report of a directory's import: what became of each entry, and all that is wrong with those not taken."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

FIELDS = ("entry", "organization_id", "outcome", "pointer", "code")


class Report:
    """Places and codes, and the id of the organization: never a value."""

    def __init__(self, file: IO[str]) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(FIELDS)

    def add(self, entry: int | str, organization_id: str, outcome: str, pointer: str = "", code: str = "") -> None:
        self._writer.writerow((entry, organization_id, outcome, pointer, code))


@contextmanager
def writing(path: Path) -> Iterator[Report]:
    """There only once it is whole."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        yield Report(file)
    part.replace(path)
