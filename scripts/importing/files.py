"""Opens a list as it says it is written: encoding, delimiter and columns are checked before a row is believed."""

from __future__ import annotations

import codecs
import csv
import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.failures import UsageError

ENCODINGS = {"utf-8": "utf-8-sig", "latin-1": "latin-1"}
DELIMITERS = {";": ";", ",": ",", "tab": "\t"}
REQUIRED = ("name", "expected_release_on")
NUMBERS = ("cpf", "rji")
COLUMNS: Mapping[str, str] = {
    **{
        name: name
        for name in (*REQUIRED, "reference", "birth_date", "prison_unit", "missing_documents", "race_code", *NUMBERS)
    },
    "nome": "name",
    "previsao_soltura": "expected_release_on",
    "referencia": "reference",
    "data_nascimento": "birth_date",
    "unidade_prisional": "prison_unit",
    "documentos_faltantes": "missing_documents",
    "raca_cor": "race_code",
}
PIECE = 1 << 16
LONGEST_CELL = 4000


class UnusableFile(UsageError):
    """Nothing of the file can be taken."""


@dataclass(frozen=True)
class ListFile:
    """A file that was looked through once. `columns`: our name for each of its own."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    digest: str

    def rows(self) -> Iterator[list[str]]:
        """The cells of each row behind the header, one at a time; empty lines are none. Raises UnusableFile."""
        reader = _reader(self.path, self.encoding, self.delimiter)
        next(reader)
        return reader


def opened(path: Path, encoding: str, delimiter: str | None) -> ListFile:
    """Raises UnusableFile."""
    if encoding not in ENCODINGS:
        raise UnusableFile(f"--encoding is one of {', '.join(ENCODINGS)}")
    digest = _checked(path, encoding)
    header = _first_line(path, ENCODINGS[encoding])
    found = _delimiter(header, delimiter)
    cells = next(_reader(path, ENCODINGS[encoding], found), [])
    return ListFile(path, ENCODINGS[encoding], found, _columns(cells), digest)


def _checked(path: Path, encoding: str) -> str:
    """The digest of the file, after its bytes were found to be of the declared encoding."""
    digest, utf8 = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    valid, plain = True, True
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                plain = plain and piece.isascii()
                valid = valid and _decodes(utf8, piece)
                if b"\0" in piece:
                    raise UnusableFile("the file holds NUL bytes: save it as CSV in UTF-8 or Latin-1")
    except OSError as error:
        raise UnusableFile(f"the file cannot be read: {error.strerror}") from None
    valid = valid and _decodes(utf8, b"", final=True)
    if encoding == "utf-8" and not valid:
        raise UnusableFile("the file is not UTF-8: if it is Latin-1, say --encoding latin-1")
    if encoding == "latin-1" and valid and not plain:
        raise UnusableFile("the file is UTF-8, not Latin-1: say --encoding utf-8")
    return digest.hexdigest()


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _first_line(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        return file.readline(PIECE)


def _delimiter(header: str, declared: str | None) -> str:
    if declared is not None:
        if declared not in DELIMITERS:
            raise UnusableFile(f"--delimiter is one of {' '.join(DELIMITERS)}")
        return DELIMITERS[declared]
    found = [delimiter for delimiter in DELIMITERS.values() if delimiter in header]
    if len(found) != 1:
        raise UnusableFile("the header does not show one delimiter: say which with --delimiter")
    return found[0]


def _columns(header: list[str]) -> tuple[str, ...]:
    """Raises UnusableFile, which names our columns and never a cell: a file without a header begins with a person."""
    found = tuple(COLUMNS.get(_plain(cell), "") for cell in header)
    if "" in found:
        raise UnusableFile(f"column {found.index('') + 1} has no known name; known are {', '.join(sorted(COLUMNS))}")
    missing = [name for name in REQUIRED if name not in found]
    if missing or len(set(found)) < len(found):
        raise UnusableFile(f"columns are missing: {', '.join(missing)}" if missing else "a column comes twice")
    return found


def _reader(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Bounded memory: one row at a time, and no cell longer than a line of sense."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            yield from (cells for cells in reader if any(cell.strip() for cell in cells))
        except csv.Error:
            raise UnusableFile(f"the quotes of the file are broken at line {reader.line_num}") from None


def _plain(cell: str) -> str:
    decomposed = unicodedata.normalize("NFKD", cell.strip().casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace(" ", "_")
