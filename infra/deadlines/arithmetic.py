"""Date arithmetic of deadlines: pure functions over instants, zones and calendars (B.6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.deadlines.calendars import Calendar

OPENS, CLOSES = time(8), time(18)
DAY = timedelta(days=1)


def clock_hours(start: datetime, hours: int) -> datetime:
    """Absolute hours: nights, week-ends and holidays count."""
    return start.astimezone(UTC) + timedelta(hours=hours)


def office_hours(start: datetime, hours: int, calendar: Calendar) -> datetime:
    """Hours of which only those between 8 and 18 on working days count, by the clock of the place."""
    zone, left = ZoneInfo(calendar.place.zone), timedelta(hours=hours)
    at = start.astimezone(zone)
    while True:
        day = calendar.first_working_day(at.date() if at.time() < CLOSES else at.date() + DAY)
        begin = at if day == at.date() and at.time() >= OPENS else datetime.combine(day, OPENS, zone)
        today = datetime.combine(day, CLOSES, zone) - begin
        if left <= today:
            return (begin + left).astimezone(UTC)
        left, at = left - today, datetime.combine(day, CLOSES, zone)


def calendar_days(start: datetime, days: int, calendar: Calendar) -> date:
    """The last day of a period of continuous days, in the local calendar of the place.

    The local day of the start is not counted, the last one is; a last day without office hours moves to
    the next working day (Law 9.784/1999 art. 66).
    """
    return calendar.first_working_day(local_day(start, calendar.place.zone) + timedelta(days=days))


def business_days(start: datetime, days: int, calendar: Calendar) -> date:
    """The `days`-th working day after the local day of the start."""
    return after_business_days(local_day(start, calendar.place.zone), days, calendar)


def after_business_days(day: date, days: int, calendar: Calendar) -> date:
    """The `days`-th working day after a day."""
    for _ in range(days):
        day = calendar.first_working_day(day + DAY)
    return day


def local_day(at: datetime, zone: str) -> date:
    """The date on the wall of `zone` (IANA name)."""
    return at.astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a local day, as an instant."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)
