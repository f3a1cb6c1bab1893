"""From the cells of a row to what the API takes, or to the reason why not: a column and a code, never the cell."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FORMULA = ("=", "+", "-", "@")
DATES = ("%Y-%m-%d", "%d/%m/%Y")
DOCUMENTS: Mapping[str, str] = {
    "rg": "rg",
    "identidade": "rg",
    "cpf": "cpf",
    "migrant_record": "migrant_record",
    "rnm": "migrant_record",
    "voter_title": "voter_title",
    "titulo": "voter_title",
    "birth_certificate": "birth_certificate",
    "certidao": "birth_certificate",
    "work_card": "work_card",
    "ctps": "work_card",
}
LONGEST = {"name": 200, "prison_unit": 200, "reference": 100, "race_code": 40, "cpf": 40, "rji": 40}


class RefusedRow(Exception):
    """Why a row is not taken."""

    def __init__(self, code: str, column: str = "") -> None:
        super().__init__(code)
        self.code, self.column = code, column


@dataclass
class Seen:
    """Which rows came before: digests under a key of this run, so that nobody is kept in memory by name."""

    def __post_init__(self) -> None:
        self._key, self._digests = secrets.token_bytes(16), set[bytes]()

    def again(self, parts: Sequence[str]) -> bool:
        """Whether these came before; from now on they did."""
        said = "\0".join(" ".join(part.split()).casefold() for part in parts).encode()
        digest = hashlib.blake2b(said, digest_size=16, key=self._key).digest()
        known = digest in self._digests
        self._digests.add(digest)
        return known


def parsed(number: int, columns: Sequence[str], cells: Sequence[str], seen: Seen) -> dict[str, Any]:
    """What the API takes. Raises RefusedRow."""
    if len(cells) != len(columns):
        raise RefusedRow("wrong-number-of-cells")
    said = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    for column, cell in said.items():
        _check(column, cell)
    body = {column: _value(column, cell) for column, cell in said.items() if cell}
    for column in ("name", "expected_release_on"):
        if column not in body:
            raise RefusedRow("required", column)
    _refuse_again(said, cells, seen)
    return {"row": number, **body}


def _check(column: str, cell: str) -> None:
    if cell.startswith(FORMULA):
        raise RefusedRow("formula-cell", column)
    if not all(c.isprintable() for c in cell):
        raise RefusedRow("control-character", column)
    if len(cell) > LONGEST.get(column, 200):
        raise RefusedRow("too-long", column)


def _refuse_again(said: Mapping[str, str], cells: Sequence[str], seen: Seen) -> None:
    if seen.again(["line", *cells]):
        raise RefusedRow("duplicate-line")
    for column in ("reference", "cpf", "rji"):
        if said.get(column) and seen.again([column, said[column]]):
            raise RefusedRow(f"duplicate-{column}", column)


def _value(column: str, cell: str) -> Any:
    read = _READ.get(column)
    return cell if read is None else read(column, cell)


def _date(column: str, cell: str) -> str:
    """ISO or Brazilian: day first, and never guessed the other way round."""
    for form in DATES:
        try:
            found = datetime.strptime(cell, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if 1900 <= found.year < 2200:
            return found.isoformat()
    raise RefusedRow("not-a-date", column)


def _documents(column: str, cell: str) -> list[str]:
    words = [word.strip().casefold() for word in cell.replace("/", "|").split("|") if word.strip()]
    if not all(word in DOCUMENTS for word in words):
        raise RefusedRow("unknown-document", column)
    return sorted({DOCUMENTS[word] for word in words})


_READ: Mapping[str, Callable[[str, str], Any]] = {
    "expected_release_on": _date,
    "birth_date": _date,
    "missing_documents": _documents,
}
