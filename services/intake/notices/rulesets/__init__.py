"""The deadlines of each ruleset, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from infra.refusals import DomainError


class RulesetNotAvailable(DomainError):
    code = "notices.ruleset-not-available"
    detail = "There are no rules as data for the day this happened."
    fix = "Check when it happened."


@dataclass(frozen=True)
class Deadlines:
    """Hours are absolute (DL03), days are calendar days (DL04)."""

    urgent_look_hours: int
    deliberation_days: int


@cache
def deadlines(ruleset: str) -> Deadlines:
    """Raises RulesetNotAvailable."""
    file = Path(__file__).parent / f"{ruleset}.json"
    if not file.is_file():
        raise RulesetNotAvailable
    data = json.loads(file.read_text())
    return Deadlines(data["urgent_look_hours"], data["deliberation_days"])
