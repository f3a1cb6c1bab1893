"""The quotas as data: a file for each rule, with its law and the days it is in force."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from services.referrals.work.domain.quota_rule import NoQuotaRule, QuotaRule, Step

FOLDER = Path(__file__).parent


@cache
def rules() -> tuple[QuotaRule, ...]:
    """All that there are: a contract keeps the one of the day on which it was signed."""
    return tuple(_read(json.loads(file.read_text(encoding="utf-8"))) for file in sorted(FOLDER.glob("*.json")))


def rule_on(day: date) -> QuotaRule:
    """The rule of a day. Raises NoQuotaRule."""
    found = next((rule for rule in rules() if rule.in_force(day)), None)
    if found is None:
        raise NoQuotaRule
    return found


def _read(data: dict[str, Any]) -> QuotaRule:
    until = data["in_force_until"]
    return QuotaRule(
        id=data["id"],
        in_force_from=date.fromisoformat(data["in_force_from"]),
        in_force_until=date.fromisoformat(until) if until else None,
        above_brl=Decimal(data["above_brl"]),
        steps=tuple(Step(step["up_to"], Decimal(step["percent"])) for step in data["steps"]),
    )
