"""The day of a meeting as its people write it: Gregorian or Jalali (solar Hijri)."""

from __future__ import annotations

from datetime import date

from contracts.vocabulary.coordination import DisplayCalendar

# Days from the first day of Jalali year -1595, where the 33-year cycles start, to day 0 of the Gregorian era.
EPOCH = 356_032
CYCLE_YEARS, CYCLE_DAYS = 33, 12_053
FOUR_YEARS, YEAR = 1_461, 365
LONG_MONTHS = 186


def jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day of the solar Hijri calendar by the arithmetic rule of 8 leap years in 33."""
    days = day.toordinal() + EPOCH
    year = -1595 + CYCLE_YEARS * (days // CYCLE_DAYS)
    days %= CYCLE_DAYS
    year += 4 * (days // FOUR_YEARS)
    days %= FOUR_YEARS
    if days >= YEAR + 1:
        year += (days - 1) // YEAR
        days = (days - 1) % YEAR
    if days < LONG_MONTHS:
        return year, 1 + days // 31, 1 + days % 31
    return year, 7 + (days - LONG_MONTHS) // 30, 1 + (days - LONG_MONTHS) % 30


def displayed(day: date, calendar: DisplayCalendar) -> str:
    """The day as `year-month-day` of the calendar chosen for the meeting."""
    if calendar is DisplayCalendar.GREGORIAN:
        return day.isoformat()
    year, month, of_month = jalali(day)
    return f"{year:04}-{month:02}-{of_month:02}"
