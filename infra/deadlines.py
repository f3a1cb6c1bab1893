"""Date arithmetic of deadlines: pure functions over instants, zones and a set of holidays (B.6)."""

from __future__ import annotations

from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def clock_hours(start: datetime, hours: int) -> datetime:
    """Absolute hours: nights, week-ends and holidays count."""
    return start.astimezone(UTC) + timedelta(hours=hours)


def calendar_days(start: datetime, days: int, zone: str, holidays: Set[date]) -> date:
    """The last day of a period of continuous days, in the local calendar of `zone`.

    The local day of the start is not counted, the last one is; a last day without office hours moves to
    the next working day (Law 9.784/1999 art. 66).
    """
    return next_working_day(local_day(start, zone) + timedelta(days=days), holidays)


def next_working_day(day: date, holidays: Set[date]) -> date:
    """The day itself, or the first after it that is neither at the week-end nor a holiday."""
    while day.weekday() >= SATURDAY or day in holidays:
        day += timedelta(days=1)
    return day


def local_day(at: datetime, zone: str) -> date:
    """The date on the wall of `zone` (IANA name)."""
    return at.astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a local day, as an instant."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)
