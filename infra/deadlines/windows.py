"""Periods in which something must happen, and weeks of the year that a rule names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

Window = tuple[date, date]
DAY = timedelta(days=1)


def month(day: date) -> Window:
    return _months(day.year, day.month, 1)


def semester(day: date) -> Window:
    """January to June, July to December."""
    return _months(day.year, 1 if day.month <= 6 else 7, 6)


def year(day: date) -> Window:
    return _months(day.year, 1, 12)


def first_week_of_may(day: date) -> Window:
    """The first Monday to Friday that lie in May, of the year in which that has not passed on `day`."""
    return _not_passed(day, lambda year: _week_from(_monday_on_or_after(date(year, 5, 1))))


def last_week_of_june(day: date) -> Window:
    """The last Monday to Friday that lie in June, of the year in which that has not passed on `day`."""
    return _not_passed(day, lambda year: _week_from(_monday_on_or_after(date(year, 6, 20))))


WINDOWS: Mapping[str, Callable[[date], Window]] = {
    "month": month,
    "semester": semester,
    "year": year,
    "first-week-of-may": first_week_of_may,
    "last-week-of-june": last_week_of_june,
}


def _months(year: int, first: int, length: int) -> Window:
    behind = date(year + (first + length > 12), (first + length - 1) % 12 + 1, 1)
    return date(year, first, 1), behind - DAY


def _not_passed(day: date, window_of: Callable[[int], Window]) -> Window:
    this_year = window_of(day.year)
    return this_year if day <= this_year[1] else window_of(day.year + 1)


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _week_from(monday: date) -> Window:
    return monday, monday + 4 * DAY
