"""Looks for canaries in any bytes: first for their rare beginnings, then for which one it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.canaries.seeds import DOCUMENT, TELEPHONE, Canary, Kind, marks

AROUND = 120
MARKS = tuple(marks())
NUMBERS = {text.encode() for text in (DOCUMENT, TELEPHONE, TELEPHONE.replace("-", ""))}
RANDOM = re.compile(rb"[0-9a-fA-F]{32,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")  # digest, UUID
LETTER = re.compile(rb"[a-fA-F]")


@dataclass(frozen=True)
class Blob:
    """Some bytes of a surface, such as a log, and where on it they are."""

    surface: str
    place: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, order=True)
class Finding:
    """A canary where none may be; told by its number, so that a report repeats no value."""

    surface: str
    place: str
    kind: Kind
    number: int


class Search:
    """Knows all spellings of some canaries."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._wanted = {spelling: canary for canary in canaries for spelling in canary.spellings}
        self._lengths = sorted({len(spelling) for spelling in self._wanted})
        self.looked_at: dict[str, int] = {}

    def all(self, blobs: Iterable[Blob]) -> list[Finding]:
        """Every canary of every blob, once for each place."""
        return sorted({finding for blob in blobs for finding in self.one(blob)})

    def one(self, blob: Blob) -> Iterator[Finding]:
        self.looked_at[blob.surface] = self.looked_at.get(blob.surface, 0) + len(blob.content)
        for mark in MARKS:
            at = blob.content.find(mark)
            while at >= 0:
                canary = self._beginning(blob.content[at : at + AROUND])
                if canary is not None and not (mark in NUMBERS and _among_random_digits(blob.content, at)):
                    yield Finding(blob.surface, blob.place, canary.kind, canary.number)
                at = blob.content.find(mark, at + 1)

    def _beginning(self, content: bytes) -> Canary | None:
        found = (self._wanted.get(content[:length]) for length in self._lengths)
        return next((canary for canary in found if canary is not None), None)


def _among_random_digits(content: bytes, at: int) -> bool:
    """Of 100,000 identifiers some hold any number by chance."""
    runs = RANDOM.finditer(content, max(at - AROUND, 0), at + AROUND)
    return any(run.start() <= at < run.end() and LETTER.search(run.group()) for run in runs)
