"""From a term, a start and a calendar to the instant when a deadline ends: computed once, then stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contracts.deadlines import Kind, Term
from infra.deadlines import arithmetic
from infra.deadlines.calendars import Calendar
from infra.deadlines.windows import WINDOWS


@dataclass(frozen=True)
class Due:
    """The end as an instant in UTC, the local day it lies on, and from when on it is said to approach."""

    at: datetime
    on: date
    approaching_at: datetime | None = None


def due(term: Term, start: datetime, calendar: Calendar) -> Due:
    """When a term that starts at `start` ends in a place. CIVIL_DATE and DAYS_BEFORE hang on a day: `due_on`."""
    at = _ENDS[term.kind](term, start, calendar)
    return ending_at(term, start, at, calendar.place.zone)


def due_on(term: Term, start: datetime, day: date, zone: str) -> Due:
    """The end of an agreed day, or, for DAYS_BEFORE, of the day that lies so many days before it."""
    before = timedelta(days=term.length if term.kind is Kind.DAYS_BEFORE else 0)
    return ending_at(term, start, arithmetic.end_of_day(day - before, zone), zone)


def ending_at(term: Term, start: datetime, at: datetime, zone: str) -> Due:
    """An end that is known already, with its local day and the moment from which on it approaches."""
    approaching = at - timedelta(hours=term.lead_hours)
    announced = approaching if term.lead_hours and approaching > start else None
    return Due(at, arithmetic.local_day(at, zone), announced)


def _window_end(term: Term, start: datetime, calendar: Calendar) -> datetime:
    """Of the period that the start lies in; what must happen in a named week ends with its last day."""
    zone = calendar.place.zone
    return arithmetic.end_of_day(WINDOWS[term.window](arithmetic.local_day(start, zone))[1], zone)


def _last_of(count: Callable[[datetime, int, Calendar], date]) -> Callable[[Term, datetime, Calendar], datetime]:
    return lambda term, start, calendar: arithmetic.end_of_day(count(start, term.length, calendar), calendar.place.zone)


_ENDS: Mapping[Kind, Callable[[Term, datetime, Calendar], datetime]] = {
    Kind.CLOCK_HOURS: lambda term, start, _: arithmetic.clock_hours(start, term.length),
    Kind.OFFICE_HOURS: lambda term, start, calendar: arithmetic.office_hours(start, term.length, calendar),
    Kind.CALENDAR_DAYS: _last_of(arithmetic.calendar_days),
    Kind.BUSINESS_DAYS: _last_of(arithmetic.business_days),
    Kind.PERIOD_DUTY: _window_end,
    Kind.DATE_RULE: _window_end,
}
