"""The Jalali day: known new years, and no day lost or doubled in between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contracts.vocabulary.coordination import DisplayCalendar
from services.commissions.coordination.calendars import displayed, jalali


def test_the_day_of_the_scenario():
    assert displayed(date(2025, 4, 17), DisplayCalendar.JALALI) == "1404-01-28"
    assert displayed(date(2025, 4, 17), DisplayCalendar.GREGORIAN) == "2025-04-17"


@pytest.mark.parametrize(
    ("nowruz", "year"),
    [(date(1979, 3, 21), 1358), (date(1996, 3, 20), 1375), (date(1997, 3, 21), 1376), (date(2017, 3, 21), 1396),
     (date(2020, 3, 20), 1399), (date(2021, 3, 21), 1400), (date(2024, 3, 20), 1403), (date(2025, 3, 21), 1404),
     (date(2029, 3, 20), 1408)],
)  # fmt: skip
def test_new_year_falls_on_the_observed_day(nowruz, year):
    assert jalali(nowruz) == (year, 1, 1)
    assert jalali(nowruz - timedelta(days=1))[:2] == (year - 1, 12)


def test_days_follow_one_another():
    day = date(1950, 1, 1)
    previous = jalali(day)
    for _ in range(40_000):
        day += timedelta(days=1)
        current = jalali(day)
        next_day = (previous[0], previous[1], previous[2] + 1)
        next_month = (previous[0] + previous[1] // 12, previous[1] % 12 + 1, 1)
        assert current in (next_day, next_month)
        assert current[2] <= (31 if current[1] <= 6 else 30)
        previous = current
