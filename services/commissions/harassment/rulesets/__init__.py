"""The composition rules of each ruleset, as data."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path

from contracts.rulesets import ruleset_on
from contracts.vocabulary.notices import Severity
from infra.deadlines.arithmetic import local_day
from infra.refusals import DomainError
from services.commissions.harassment.domain.composition import Rule


class RulesetNotAvailable(DomainError):
    code = "commissions.ruleset-not-available"
    detail = "There are no rules as data for the day this happened."
    fix = "Check when it happened."


def in_force(at: datetime, zone: str) -> str:
    """The ruleset of an instant's local day. Raises RulesetNotAvailable."""
    try:
        return ruleset_on(local_day(at, zone))
    except (ValueError, OverflowError) as error:
        raise RulesetNotAvailable from error


@cache
def composition_rules(ruleset: str) -> tuple[Rule, ...]:
    """Raises RulesetNotAvailable."""
    file = Path(__file__).parent / f"{ruleset}.json"
    if not file.is_file():
        raise RulesetNotAvailable
    return tuple(_rule(dict(row)) for row in json.loads(file.read_text())["composition"])


def _rule(row: dict[str, object]) -> Rule:
    rule, severity, check = str(row.pop("rule")), Severity(str(row.pop("severity"))), str(row.pop("check"))
    return Rule(rule, severity, check, row)
