"""Days without office hours as data: by scope, with the law that makes them and the time it is in force."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from infra.holiday_rules import Holiday, rule_of
from infra.town_holidays import towns

FILE = Path(__file__).parent / "data" / "holidays.json"


@cache
def rules() -> Mapping[str, tuple[Holiday, ...]]:
    """All rules by their scope: of the country, the states and the courts in one file, of each town in its own."""
    found: dict[str, list[Holiday]] = {}
    for entry in json.loads(FILE.read_text(encoding="utf-8"))["holidays"]:
        found.setdefault(entry["scope"], []).append(rule_of(entry["scope"], entry))
    for town in towns().values():
        found.setdefault(f"BR-{town.ibge7}", []).extend(town.holidays)
    return {scope: tuple(holidays) for scope, holidays in found.items()}


@cache
def days_of(scope: str, year: int) -> frozenset[date]:
    """The days of one year on which nobody works in a scope, such as `BR-AM`; none for a scope without rules."""
    return frozenset(day for rule in rules().get(scope, ()) for day in rule.days(year))
