"""The holidays of towns: a file for each, by its IBGE code, so that a keeper adds a town and touches no other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from infra.holiday_rules import Holiday, rule_of
from infra.territories import municipalities

FOLDER = Path(__file__).parent / "data" / "town_holidays"
# Law 9.093/1995 art. 2 allows a town four religious ones; one of them is Good Friday, which stands with the country's.
MOST_RELIGIOUS = 3
PARTS = frozenset({"municipality", "name", "sources", "holidays", "undecided"})
FIELDS = frozenset({"name", "on", "first", "last", "easter", "kind", "law", "since", "until"})
# The ways to say when: each alone says it all.
WHEN = (frozenset({"on"}), frozenset({"first", "last"}), frozenset({"easter"}))


class Kind(StrEnum):
    """What the law counts: of religious ones a town has few."""

    RELIGIOUS = "religious"
    CIVIL = "civil"


class UnusableTown(ValueError):
    """A file that cannot be used. Names the file and what is wrong with it."""


@dataclass(frozen=True)
class Town:
    """What a file says: its rules, how many are religious, where they come from, and what the sources leave open."""

    ibge7: str
    holidays: tuple[Holiday, ...]
    religious: int
    sources: tuple[str, ...]
    undecided: tuple[str, ...] = ()


@cache
def towns(folder: Path = FOLDER) -> Mapping[str, Town]:
    """Every town that has a file. Raises UnusableTown."""
    return {path.stem: read_town(path) for path in sorted(folder.glob("*.json"))}


def read_town(path: Path) -> Town:
    """One file. Raises UnusableTown, which names it."""
    try:
        return _town(path.stem, json.loads(path.read_text(encoding="utf-8")))
    except (UnusableTown, ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnusableTown(f"{path.name}: {error}") from error


def _town(ibge7: str, content: Mapping[str, Any]) -> Town:
    place = municipalities().get(ibge7)
    _demand(place is not None, "the file is named by no IBGE code of a municipality")
    _demand(content["municipality"] == ibge7, "municipality is not that of the file's name")
    _demand(place is not None and content["name"] == place.name, "name is not the town's")
    _demand(set(content) <= PARTS, "a part that is not known")
    _demand(bool(content["sources"]), "no source")
    holidays = tuple(_holiday(f"BR-{ibge7}", entry) for entry in content["holidays"])
    religious = sum(Kind(entry["kind"]) is Kind.RELIGIOUS for entry in content["holidays"])
    _demand(religious <= MOST_RELIGIOUS, "more religious holidays than Law 9.093/1995 allows")
    undecided = tuple(f"{entry['name']}: {entry['why']}" for entry in content.get("undecided", ()))
    return Town(ibge7, holidays, religious, tuple(content["sources"]), undecided)


def _holiday(scope: str, entry: Mapping[str, Any]) -> Holiday:
    _demand(set(entry) <= FIELDS, "a field of a holiday that is not known")
    _demand(entry.keys() & frozenset().union(*WHEN) in WHEN, "a holiday needs on, first and last, or easter")
    found = rule_of(scope, entry)
    _demand(bool(found.law), "a holiday without its law")
    _demand(found.since <= found.until, "since is after until")
    # A day that no leap year has, or a span that ends before it starts, is a mistake of typing.
    nominal = rule_of(scope, {**entry, "since": date.min.isoformat(), "until": date.max.isoformat()})
    _demand(bool(nominal.days(2024)), "a span without a day")
    return found


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise UnusableTown(otherwise)
