"""The two clocks that start when a notice is recorded: 24 absolute hours and 30 calendar days (DL03, DL04)."""

from __future__ import annotations

from datetime import datetime

from contracts.rulesets import ruleset_on
from infra import holidays
from infra.deadlines import calendar_days, clock_hours, end_of_day, local_day
from services.intake.notices.domain.place import Clocks
from services.intake.notices.rulesets import RulesetNotAvailable, deadlines


def clocks(started: datetime, zone: str) -> Clocks:
    """Both due times, by the ruleset in force where and when the notice was recorded. Raises RulesetNotAvailable."""
    try:
        ruleset = ruleset_on(local_day(started, zone))
    except (ValueError, OverflowError) as error:
        raise RulesetNotAvailable from error
    allowed = deadlines(ruleset)
    due_on = calendar_days(started, allowed.deliberation_days, zone, holidays.national())
    return Clocks(
        ruleset_version=ruleset,
        urgent_look_due_at=clock_hours(started, allowed.urgent_look_hours),
        deliberation_due_at=end_of_day(due_on, zone),
        deliberation_due_on=due_on,
    )
