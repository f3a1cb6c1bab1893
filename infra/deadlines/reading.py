"""The calendar of a place as a store knows it: data of the law, and what was suspended here."""

from __future__ import annotations

from datetime import datetime

from contracts.deadlines import rule
from infra.deadlines.arithmetic import local_day
from infra.deadlines.calendars import Calendar, Closure, Place
from infra.deadlines.due import Due, due
from infra.deadlines.views import Suspensions
from infra.eventstore.unit_of_work import UnitOfWork


def due_under(unit: UnitOfWork, rule_id: str, start: datetime, place: Place, term: str = "") -> Due:
    """When a deadline that starts now ends, by the calendar of this moment."""
    return due(rule(rule_id).term(term), start, calendar_of(unit, place, start))


def calendar_of(unit: UnitOfWork, place: Place, start: datetime) -> Calendar:
    """The working days of a place from the local day of `start` on."""
    return Calendar(place, _closures(unit, place, start))


def _closures(unit: UnitOfWork, place: Place, start: datetime) -> list[Closure]:
    """Of the transaction and not of the unit: no message of a batch declares a suspension, so rows are not behind."""
    known = [view for view in unit.store.views.all if isinstance(view, Suspensions)]
    return [
        closure
        for view in known
        for closure in view.closures(unit.transaction, place.scopes, local_day(start, place.zone))
    ]
