"""The two clocks that start when a notice is recorded: 24 absolute hours and 30 calendar days (DL03, DL04)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from contracts.deadlines import Rule, Term, rule
from contracts.rulesets import ruleset_on
from infra.deadlines import calendars
from infra.deadlines.arithmetic import local_day
from infra.deadlines.due import due
from infra.deadlines.reading import calendar_of
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.notices.domain.place import Clocks, Place
from services.intake.notices.rulesets import RulesetNotAvailable, deadlines


def clocks(unit: UnitOfWork, started: datetime, place: Place) -> Clocks:
    """Both due times, by the ruleset in force where and when the notice was recorded. Raises RulesetNotAvailable."""
    try:
        ruleset = ruleset_on(local_day(started, place.zone))
    except (ValueError, OverflowError) as error:
        raise RulesetNotAvailable from error
    allowed = deadlines(ruleset)
    calendar = calendar_of(unit, running_at(place), started)
    look = due(_term(rule("DL03"), allowed.urgent_look_hours), started, calendar)
    deliberation = due(_term(rule("DL04"), allowed.deliberation_days), started, calendar)
    return Clocks(
        ruleset_version=ruleset,
        urgent_look_due_at=look.at,
        deliberation_due_at=deliberation.at,
        deliberation_due_on=deliberation.on,
    )


def running_at(place: Place) -> calendars.Place:
    """The court's own calendar counts, beside its state's."""
    return calendars.Place(zone=place.zone, uf=place.uf.value, court=f"court:{place.court_id}")


def _term(kept: Rule, length: int) -> Term:
    """The rule's term as long as the ruleset says."""
    return replace(kept.term(), length=length)
