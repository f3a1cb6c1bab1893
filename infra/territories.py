"""States and municipalities of Brazil with their IBGE codes and time zones: reference data, and its look-ups."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

DATA = Path(__file__).parent / "data"
STATE_DIGITS = 2


class UnknownTerritory(LookupError):
    """No such state or municipality. Carries no value: what was asked for may be somebody's typing."""


@dataclass(frozen=True)
class State:
    """A federative unit; `zone` is the zone of its greater part, `zones` are all of them."""

    ibge2: str
    uf: str
    name: str
    zone: str
    zones: frozenset[str]


@dataclass(frozen=True)
class Municipality:
    """A municipality by its 7-digit IBGE code."""

    ibge7: str
    name: str
    uf: str
    zone: str
    fictional: bool = False


@cache
def states() -> Mapping[str, State]:
    """The 27 states by their letters."""
    exceptions = _rows("zone_exceptions.csv")
    further: dict[str, set[str]] = {}
    for row in exceptions:
        further.setdefault(row["ibge7"][:STATE_DIGITS], set()).add(row["zone"])
    return MappingProxyType(
        {
            row["uf"]: State(**row, zones=frozenset({row["zone"], *further.get(row["ibge2"], ())}))
            for row in _rows("states.csv")
        }
    )


@cache
def municipalities() -> Mapping[str, Municipality]:
    """The 5,571 municipalities by their code."""
    return MappingProxyType({place.ibge7: place for place in _places("municipalities.csv")})


@cache
def fictional() -> Mapping[str, Municipality]:
    """Places that do not exist, which demonstrations and tests use."""
    return MappingProxyType({place.ibge7: place for place in _places("municipalities_fictional.csv", fictional=True)})


def state(uf: str) -> State:
    """Raises UnknownTerritory."""
    if uf not in states():
        raise UnknownTerritory
    return states()[uf]


def municipality(ibge7: str) -> Municipality:
    """By its code; the fictional ones only where they are admitted. Raises UnknownTerritory."""
    found = municipalities().get(ibge7) or (fictional().get(ibge7) if _admitted.fictional else None)
    if found is None:
        raise UnknownTerritory
    return found


def admit_fictional(admitted: bool) -> None:
    """Whether places that do not exist are accepted in this process: composition roots say no in production."""
    _admitted.fictional = admitted


class _Admission:
    """Of the whole process."""

    def __init__(self) -> None:
        self.fictional = True


_admitted = _Admission()


def _places(file: str, *, fictional: bool = False) -> Iterator[Municipality]:
    by_code = {state.ibge2: state for state in states().values()}
    exceptions = {row["ibge7"]: row["zone"] for row in _rows("zone_exceptions.csv")}
    for row in _rows(file):
        home = by_code[row["ibge7"][:STATE_DIGITS]]
        zone = exceptions.get(row["ibge7"], home.zone)
        yield Municipality(row["ibge7"], row["name"], home.uf, zone, fictional)


def _rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))
