"""Date arithmetic of deadlines, with the check values of the scenario (step 22) and edge case X09."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from contracts.rulesets import ruleset_on
from infra import holidays
from infra.deadlines import calendar_days, clock_hours, end_of_day, local_day, next_working_day

MANAUS, RIO_BRANCO = "America/Manaus", "America/Rio_Branco"
RECORDED = datetime(2025, 4, 17, 16, 40, tzinfo=ZoneInfo(MANAUS))


def test_24_hours_are_not_stretched_by_a_holiday() -> None:
    assert clock_hours(RECORDED, 24) == datetime(2025, 4, 18, 20, 40, tzinfo=UTC)


def test_30_days_that_end_on_a_saturday_end_on_monday() -> None:
    due = calendar_days(RECORDED, 30, MANAUS, holidays.national())
    assert due == date(2025, 5, 19)
    assert end_of_day(due, MANAUS) == datetime(2025, 5, 20, 3, 59, 59, tzinfo=UTC)


def test_a_last_day_on_a_holiday_moves_behind_it() -> None:
    start = datetime(2025, 3, 19, 12, tzinfo=ZoneInfo(MANAUS))
    assert calendar_days(start, 30, MANAUS, holidays.national()) == date(2025, 4, 22)


def test_days_are_counted_from_the_local_day() -> None:
    late = datetime(2025, 4, 17, 23, 50, tzinfo=ZoneInfo(RIO_BRANCO))
    assert local_day(late.astimezone(UTC), RIO_BRANCO) == date(2025, 4, 17)
    assert clock_hours(late, 24) == datetime(2025, 4, 19, 4, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 4, 17), date(2025, 4, 17)),
        (date(2025, 4, 18), date(2025, 4, 22)),
        (date(2027, 3, 26), date(2027, 3, 29)),
    ],
)
def test_the_next_working_day(day: date, expected: date) -> None:
    assert next_working_day(day, holidays.national()) == expected


def test_the_ruleset_is_the_one_in_force_on_the_day() -> None:
    assert ruleset_on(date(2025, 4, 17)) == "351-2023-12"
    assert ruleset_on(date(2023, 9, 1)) == "351-2023-08"
    with pytest.raises(ValueError, match="not in force"):
        ruleset_on(date(2020, 1, 1))
