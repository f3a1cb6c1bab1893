"""Holidays as data: in force from a day on, each with its law; Easter moves, and Acre moves some to Friday."""

from __future__ import annotations

from datetime import date

import pytest

from infra import holidays, territories
from infra.holiday_rules import easter_sunday


def test_the_national_holidays_of_the_scenario() -> None:
    assert holidays.days_of("BR", 2025) == {
        date(2025, month, day)
        for month, day in ((1, 1), (4, 18), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (11, 20), (12, 25))
    }


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2027, date(2027, 3, 28)), (2038, date(2038, 4, 25))],
)
def test_easter(year: int, sunday: date) -> None:
    assert easter_sunday(year) == sunday


def test_a_holiday_counts_from_the_day_its_law_is_in_force() -> None:
    assert date(2023, 11, 20) not in holidays.days_of("BR", 2023)
    assert date(2024, 11, 20) in holidays.days_of("BR", 2024)


def test_acre_keeps_a_midweek_holiday_on_friday() -> None:
    assert date(2025, 1, 24) in holidays.days_of("BR-AC", 2025)
    assert date(2025, 1, 23) not in holidays.days_of("BR-AC", 2025)
    assert date(2025, 11, 17) in holidays.days_of("BR-AC", 2025)  # a Monday stays


def test_states_municipalities_and_courts_have_their_own() -> None:
    assert date(2025, 7, 9) in holidays.days_of("BR-SP", 2025)
    assert date(2025, 4, 28) in holidays.days_of("BR-ES", 2025)  # the second Monday after Easter
    assert date(2025, 1, 25) in holidays.days_of("BR-3550308", 2025)
    assert {date(2026, 1, 6), date(2025, 12, 20)} <= holidays.days_of("court:federal", 2025) | holidays.days_of(
        "court:federal", 2026
    )
    assert holidays.days_of("BR-XX", 2025) == frozenset()


def test_every_rule_has_a_scope_that_exists_and_cites_its_law() -> None:
    known = {
        "BR",
        *(f"BR-{uf}" for uf in territories.states()),
        *(f"BR-{code}" for code in territories.municipalities()),
    }
    for scope, rules in holidays.rules().items():
        assert scope in known or scope.startswith("court:")
        assert all(rule.law and rule.since <= rule.until for rule in rules)
