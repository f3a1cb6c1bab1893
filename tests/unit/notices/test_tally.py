"""The tally: periods, and one at a time."""

from __future__ import annotations

from datetime import date

import pytest

from infra.refusals import NotFound
from services.intake.notices.domain.tally import Period, PeriodNotBegun, TallyCountsByOne, check_next

TODAY = date(2025, 4, 17)


@pytest.mark.parametrize(
    ("name", "first_day"),
    [
        ("2025-04", date(2025, 4, 1)),
        ("2025-12", date(2025, 12, 1)),
        ("2025-S1", date(2025, 1, 1)),
        ("2025-S2", date(2025, 7, 1)),
    ],
)
def test_a_period_is_a_month_or_a_semester(name: str, first_day: date) -> None:
    assert Period.parse(name).first_day == first_day


@pytest.mark.parametrize(
    "name", ["2025", "2025-13", "2025-00", "2025-S3", "2025-04-17", "2025-4", "1999-01", "2025-04\n"]
)
def test_any_other_period_does_not_exist(name: str) -> None:
    with pytest.raises(NotFound):
        Period.parse(name)


def test_a_tally_grows_by_one() -> None:
    check_next(4, 3, Period.parse("2025-04"), TODAY)
    for n in (3, 5, 2):
        with pytest.raises(TallyCountsByOne):
            check_next(n, 3, Period.parse("2025-04"), TODAY)


def test_nothing_is_counted_ahead() -> None:
    with pytest.raises(PeriodNotBegun):
        check_next(1, 0, Period.parse("2025-05"), TODAY)
