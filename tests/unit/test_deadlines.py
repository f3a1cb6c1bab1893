"""Date arithmetic of deadlines, with the check values of the scenario (steps 1, 6, 22, 27) and edge case X09."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contracts.deadlines import Kind, Term, rule, rules
from contracts.rulesets import ruleset_on
from infra.deadlines.arithmetic import business_days, calendar_days, clock_hours, end_of_day, local_day, office_hours
from infra.deadlines.calendars import Calendar, Closure, NoWorkingDay, Place
from infra.deadlines.due import Due, due, due_on
from infra.deadlines.extending import extended, moved
from infra.deadlines.windows import WINDOWS
from infra.stores import STORES

MANAUS, RIO_BRANCO, BAHIA, NORONHA = "America/Manaus", "America/Rio_Branco", "America/Bahia", "America/Noronha"
RECORDED = datetime(2025, 4, 17, 16, 40, tzinfo=ZoneInfo(MANAUS))
AM, AC, BA = Calendar(Place(MANAUS, "AM")), Calendar(Place(RIO_BRANCO, "AC")), Calendar(Place(BAHIA, "BA"))


def at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type, misc]


def test_24_hours_are_not_stretched_by_a_holiday() -> None:
    assert clock_hours(RECORDED, 24) == datetime(2025, 4, 18, 20, 40, tzinfo=UTC)


def test_30_days_that_end_on_a_saturday_end_on_monday() -> None:
    assert calendar_days(RECORDED, 30, AM) == date(2025, 5, 19)
    assert end_of_day(date(2025, 5, 19), MANAUS) == datetime(2025, 5, 20, 3, 59, 59, tzinfo=UTC)


def test_a_last_day_on_a_holiday_moves_behind_it() -> None:
    assert calendar_days(at(MANAUS, 2025, 3, 19, 12), 30, AM) == date(2025, 4, 22)


def test_an_urgent_look_that_starts_at_night_before_a_holiday() -> None:
    """X09: Thursday 23:50 in Acre is Friday 04:50 in UTC; 24 hours end on the holiday, 30 days count from Thursday."""
    late = at(RIO_BRANCO, 2025, 4, 17, 23, 50)
    assert late == datetime(2025, 4, 18, 4, 50, tzinfo=UTC)
    look = due(rule("DL03").term(), late, AC)
    assert look.at == datetime(2025, 4, 19, 4, 50, tzinfo=UTC) == at(RIO_BRANCO, 2025, 4, 18, 23, 50)
    assert look.on == date(2025, 4, 18)
    assert due(rule("DL04").term(), late, AC).on == date(2025, 5, 19)


def test_islands_and_acre_are_not_compared_by_the_wall_clock() -> None:
    """X09: the same instant is another day in Noronha; both ends are right where they run."""
    late = at(RIO_BRANCO, 2025, 4, 17, 23, 50)
    assert (local_day(late, RIO_BRANCO), local_day(late, NORONHA)) == (date(2025, 4, 17), date(2025, 4, 18))
    noronha = Calendar(Place(NORONHA, "PE", "2605459"))
    assert due(rule("DL05").term("week"), late, AC).at == at(RIO_BRANCO, 2025, 4, 24, 23, 59, 59)
    assert due(rule("DL05").term("week"), late, noronha).at == at(NORONHA, 2025, 4, 24, 23, 59, 59)


def test_day_46_is_too_late_to_constitute_a_commission() -> None:
    start = at(RIO_BRANCO, 2025, 3, 2, 9)
    end = due(rule("DL01").term(), start, AC)
    assert end.on == date(2025, 4, 16)
    assert local_day(start, RIO_BRANCO) + timedelta(days=46) == date(2025, 4, 17)


@pytest.mark.parametrize(
    ("sent", "end"),
    [
        (at(MANAUS, 2025, 4, 17, 8, 20), at(MANAUS, 2025, 4, 17, 12, 20)),
        (at(MANAUS, 2025, 4, 17, 17, 0), at(MANAUS, 2025, 4, 22, 11, 0)),
        (at(MANAUS, 2025, 4, 17, 18, 0), at(MANAUS, 2025, 4, 22, 12, 0)),
        (at(MANAUS, 2025, 4, 17, 5, 0), at(MANAUS, 2025, 4, 17, 12, 0)),
        (at(MANAUS, 2025, 4, 19, 10, 0), at(MANAUS, 2025, 4, 22, 12, 0)),
    ],
)
def test_office_hours_run_while_somebody_is_there(sent: datetime, end: datetime) -> None:
    """Step 6: sent at 08:20, accepted at 09:05, in time until 12:20."""
    assert office_hours(sent, 4, AM) == end


def test_business_days_skip_the_holidays_of_the_place() -> None:
    """Easter of 2025: Good Friday and Tiradentes; 2 July is a holiday in Bahia alone."""
    assert business_days(at(BAHIA, 2025, 4, 17, 9), 5, BA) == date(2025, 4, 28)
    assert business_days(at(BAHIA, 2025, 6, 30, 9), 3, BA) == date(2025, 7, 4)
    assert business_days(at(MANAUS, 2025, 6, 30, 9), 3, AM) == date(2025, 7, 3)


def test_a_court_calendar_closes_holy_week_from_wednesday() -> None:
    federal = Calendar(Place(BAHIA, "BA", court="court:federal"))
    assert BA.works(date(2025, 4, 16))
    assert not federal.works(date(2025, 4, 16))
    assert due(Term(Kind.CALENDAR_DAYS, 10), at(BAHIA, 2025, 12, 12, 9), federal).on == date(2026, 1, 7)


@pytest.mark.parametrize(
    ("day", "window", "first", "last"),
    [
        (date(2025, 2, 10), "semester", date(2025, 1, 1), date(2025, 6, 30)),
        (date(2025, 12, 31), "semester", date(2025, 7, 1), date(2025, 12, 31)),
        (date(2024, 2, 10), "month", date(2024, 2, 1), date(2024, 2, 29)),
        (date(2025, 12, 3), "month", date(2025, 12, 1), date(2025, 12, 31)),
        (date(2025, 4, 17), "year", date(2025, 1, 1), date(2025, 12, 31)),
        (date(2025, 4, 17), "first-week-of-may", date(2025, 5, 5), date(2025, 5, 9)),
        (date(2025, 5, 10), "first-week-of-may", date(2026, 5, 4), date(2026, 5, 8)),
        (date(2025, 4, 17), "last-week-of-june", date(2025, 6, 23), date(2025, 6, 27)),
    ],
)
def test_the_windows_of_periods_and_weeks(day: date, window: str, first: date, last: date) -> None:
    assert WINDOWS[window](day) == (first, last)


def test_a_period_duty_ends_with_its_period_where_it_runs() -> None:
    end = due(rule("DL02").term(), at(RIO_BRANCO, 2025, 4, 17, 9), AC)
    assert end.at == at(RIO_BRANCO, 2025, 6, 30, 23, 59, 59)
    assert end.approaching_at == end.at - timedelta(days=45)  # PL28


def test_an_agreed_day_ends_where_it_was_agreed() -> None:
    assert due_on(rule("DL19").term(), RECORDED, date(2025, 4, 30), MANAUS).at == at(MANAUS, 2025, 4, 30, 23, 59, 59)


def test_the_pre_release_window_opens_180_days_before() -> None:
    """Step 1: 135 days are left on 17 April, so it is open."""
    release = date(2025, 8, 30)
    assert (release - date(2025, 4, 17)).days == 135
    assert due_on(rule("DL07").term("BR"), RECORDED, release, BAHIA).on == date(2025, 3, 3)
    assert due_on(rule("DL07").term("RO"), RECORDED, release, "Europe/Bucharest").on == date(2025, 6, 1)


def test_what_is_too_short_is_not_announced() -> None:
    assert due(Term(Kind.CLOCK_HOURS, 24, lead_hours=24), RECORDED, AM).approaching_at is None
    announced = due(Term(Kind.CLOCK_HOURS, 24, lead_hours=4), RECORDED, AM)
    assert announced.approaching_at == announced.at - timedelta(hours=4)


CLOSED = Closure("BR-AM", date(2025, 5, 19), date(2025, 5, 20))


@pytest.mark.parametrize(
    ("kind", "last", "closure", "new"),
    [
        (Kind.CALENDAR_DAYS, date(2025, 5, 19), CLOSED, date(2025, 5, 21)),
        (Kind.CALENDAR_DAYS, date(2025, 5, 22), CLOSED, date(2025, 5, 22)),
        (Kind.BUSINESS_DAYS, date(2025, 5, 22), CLOSED, date(2025, 5, 26)),
        (Kind.BUSINESS_DAYS, date(2025, 5, 22), Closure("BR-AM", date(2025, 5, 17), date(2025, 5, 18)), None),
        (Kind.BUSINESS_DAYS, date(2025, 5, 22), Closure("BR-BA", date(2025, 5, 19), date(2025, 5, 20)), None),
        (Kind.CLOCK_HOURS, date(2025, 5, 19), CLOSED, None),
        (Kind.CIVIL_DATE, date(2025, 5, 19), CLOSED, None),
    ],
)
def test_a_suspension_extends_what_is_counted_in_days(
    kind: Kind, last: date, closure: Closure, new: date | None
) -> None:
    calendar = Calendar(Place(MANAUS, "AM"), [closure])
    assert extended(kind, date(2025, 5, 15), last, closure, calendar) == (new or last)


def test_an_extension_keeps_the_time_of_day_and_the_notice() -> None:
    old = Due(at(MANAUS, 2025, 5, 19, 11, 0).astimezone(UTC), date(2025, 5, 19), at(MANAUS, 2025, 5, 19, 10))
    new = moved(old, date(2025, 5, 21), MANAUS)
    assert new == Due(at(MANAUS, 2025, 5, 21, 11), date(2025, 5, 21), at(MANAUS, 2025, 5, 21, 10))


def test_a_place_that_never_works_is_an_error_in_the_data() -> None:
    forever = Calendar(Place(MANAUS, "AM"), [Closure("BR", date(2025, 1, 1), date(2027, 1, 1))])
    with pytest.raises(NoWorkingDay):
        forever.first_working_day(date(2025, 1, 1))


def test_all_25_deadlines_are_in_the_table() -> None:
    assert list(rules()) == [f"DL{n:02}" for n in range(1, 26)]
    for known in rules().values():
        assert set(known.stores) <= set(STORES)
        assert known.law
        assert all(not term.window or term.window in WINDOWS for term in known.terms.values())


def test_the_ruleset_is_the_one_in_force_on_the_day() -> None:
    assert ruleset_on(date(2025, 4, 17)) == "351-2023-12"
    assert ruleset_on(date(2023, 9, 1)) == "351-2023-08"
    with pytest.raises(ValueError, match="not in force"):
        ruleset_on(date(2020, 1, 1))
