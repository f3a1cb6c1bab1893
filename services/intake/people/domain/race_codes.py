"""Race/colour as lists write it: words, or digits of a named table; 3 and 4 alone say nothing (X18)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from contracts.vocabulary.persons import RaceCodeSystem, RaceColour
from infra.kernel import DomainError

AMBIGUOUS = frozenset("34")
_SHARED = {"1": RaceColour.WHITE, "2": RaceColour.BLACK, "5": RaceColour.INDIGENOUS}
DIGITS: Mapping[RaceCodeSystem | None, Mapping[str, RaceColour]] = {
    None: _SHARED,
    RaceCodeSystem.IBGE: _SHARED
    | {"3": RaceColour.YELLOW, "4": RaceColour.BROWN, "9": RaceColour.NOT_INFORMED},
    RaceCodeSystem.ESOCIAL: _SHARED
    | {"3": RaceColour.BROWN, "4": RaceColour.YELLOW, "6": RaceColour.NOT_INFORMED, "99": RaceColour.NOT_INFORMED},
}  # fmt: skip
WORDS: Mapping[str, RaceColour] = {
    "branca": RaceColour.WHITE,
    "preta": RaceColour.BLACK,
    "amarela": RaceColour.YELLOW,
    "parda": RaceColour.BROWN,
    "indigena": RaceColour.INDIGENOUS,
    "nao informado": RaceColour.NOT_INFORMED,
    "prefere nao dizer": RaceColour.DECLINED,
}


class RaceCodeUnknown(DomainError):
    code = "intake.race-code-unknown"
    detail = "The declared table of race/colour codes does not have this code."
    fix = "Correct the row, or declare the table that the list uses."


def ambiguous(codes: Iterable[str], system: RaceCodeSystem | None) -> bool:
    """Whether some code means one thing by IBGE and another by eSocial, and nobody said whose it is."""
    return system is None and not AMBIGUOUS.isdisjoint(code.strip() for code in codes)


def race_colour(code: str, system: RaceCodeSystem | None) -> RaceColour:
    """The category of a code or Portuguese word. Raises RaceCodeUnknown."""
    plain = _plain(code)
    found = DIGITS[system].get(plain) or WORDS.get(plain)
    if found is None:
        raise RaceCodeUnknown
    return found


def _plain(code: str) -> str:
    decomposed = unicodedata.normalize("NFKD", code.strip().casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
