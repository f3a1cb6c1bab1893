"""Whether a row tells of somebody who has a case: by a number a machine may say so, by a name only people (PL01)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import StrEnum

# A number of the person; a source's own number together with the name; name and birth date together; the birth date.
NUMBER, LISTED, NAMED, BORN = "identifier", "listed-as", "name-and-birth", "birth-date"
STRONG = frozenset({NUMBER, LISTED})

Token = tuple[str, bytes]


class Likeness(StrEnum):
    SAME = "same"
    PERHAPS = "perhaps"


def likeness(mine: AbstractSet[Token], theirs: AbstractSet[Token]) -> Likeness | None:
    """Of two sets of tokens. The same number with another birth date is a slip, or another person: people look."""
    common = {kind for kind, _ in mine & theirs}
    if common & STRONG and not _born_elsewhen(mine, theirs):
        return Likeness.SAME
    return Likeness.PERHAPS if common - {BORN} else None


def _born_elsewhen(mine: AbstractSet[Token], theirs: AbstractSet[Token]) -> bool:
    """A date that nobody knows contradicts nothing."""
    one, other = _births(mine), _births(theirs)
    return bool(one) and bool(other) and one.isdisjoint(other)


def _births(tokens: AbstractSet[Token]) -> set[bytes]:
    return {token for kind, token in tokens if kind == BORN}
