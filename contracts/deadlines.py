"""The deadlines of the network as data: which store keeps each, how long it is, by which law (B.6)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "deadlines.json"


class Kind(StrEnum):
    """How a deadline is counted."""

    CLOCK_HOURS = "clock_hours"
    OFFICE_HOURS = "office_hours"
    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    PERIOD_DUTY = "period_duty"
    DATE_RULE = "date_rule"
    CIVIL_DATE = "civil_date"
    DAYS_BEFORE = "days_before"


@dataclass(frozen=True)
class Term:
    """A length in hours or days, or a window of the year; `lead_hours` before its end it approaches."""

    kind: Kind
    length: int = 0
    window: str = ""
    lead_hours: int = 0


@dataclass(frozen=True)
class Rule:
    """One deadline. `terms` has one entry named "" when there is nothing to choose."""

    id: str
    what: str
    stores: tuple[str, ...]
    terms: Mapping[str, Term]
    starts: str
    force: str
    law: str
    on_breach: str
    aggregate: str | None

    def term(self, name: str = "") -> Term:
        """Raises KeyError for a term that the rule does not have."""
        return self.terms[name]


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their id."""
    return {entry["id"]: _rule(entry) for entry in json.loads(FILE.read_text(encoding="utf-8"))["rules"]}


def rule(rule_id: str) -> Rule:
    """Raises KeyError."""
    return rules()[rule_id]


def _rule(entry: dict[str, Any]) -> Rule:
    terms = {name: Term(**{**term, "kind": Kind(term["kind"])}) for name, term in entry["terms"].items()}
    return Rule(**{**entry, "terms": terms, "stores": tuple(entry["stores"])})
