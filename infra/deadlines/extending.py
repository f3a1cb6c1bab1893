"""What an ad-hoc suspension does to a deadline that is already running: its stored end moves on, never back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from contracts.deadlines import Kind
from infra.deadlines.arithmetic import after_business_days
from infra.deadlines.calendars import Calendar, Closure
from infra.deadlines.due import Due

DAY = timedelta(days=1)


def extended(kind: Kind, started_on: date, due_on: date, closure: Closure, calendar: Calendar) -> date:
    """The new last day, counted from the stored one; the same day when the closure takes nothing away.

    `calendar` knows the closure. Clock hours, agreed days and periods are not stretched.
    """
    if closure.scope not in calendar.place.scopes:
        return due_on
    if kind is Kind.CALENDAR_DAYS:
        return calendar.first_working_day(due_on)
    if kind is Kind.BUSINESS_DAYS:
        return after_business_days(due_on, _lost(started_on + DAY, due_on, closure, calendar), calendar)
    if kind is Kind.OFFICE_HOURS:  # the day of the start counts too
        return after_business_days(due_on, _lost(started_on, due_on, closure, calendar), calendar)
    return due_on


def _lost(first_on: date, due_on: date, closure: Closure, calendar: Calendar) -> int:
    """Working days from the first that counts to the end that the closure took away."""
    first, last = max(first_on, closure.first_on), min(due_on, closure.last_on)
    days = (first + n * DAY for n in range((last - first).days + 1))
    others = Calendar(calendar.place, [other for other in calendar.closures if other != closure])
    return sum(others.works(day) for day in days)


def moved(due: Due, day: date, zone: str) -> Due:
    """The same time of day on another day, announced as long before as it was."""
    local = ZoneInfo(zone)
    at = datetime.combine(day, due.at.astimezone(local).time(), local).astimezone(due.at.tzinfo)
    announced = due.approaching_at and at - (due.at - due.approaching_at)
    return Due(at, day, announced)
