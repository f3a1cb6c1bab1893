"""Holidays of towns: every state capital has its file, each rule its law, and what sources leave open is said."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from infra.deadlines.arithmetic import business_days, calendar_days
from infra.deadlines.calendars import Calendar, Place
from infra.territories import municipalities
from infra.town_holidays import FOLDER, MOST_RELIGIOUS, UnusableTown, read_town, towns

CAPITALS = {
    "AC": "1200401", "AL": "2704302", "AM": "1302603", "AP": "1600303", "BA": "2927408", "CE": "2304400",
    "ES": "3205309", "GO": "5208707", "MA": "2111300", "MG": "3106200", "MS": "5002704", "MT": "5103403",
    "PA": "1501402", "PB": "2507507", "PE": "2611606", "PI": "2211001", "PR": "4106902", "RJ": "3304557",
    "RN": "2408102", "RO": "1100205", "RR": "1400100", "RS": "4314902", "SC": "4205407", "SE": "2800308",
    "SP": "3550308", "TO": "1721000",
}  # fmt: skip
# No town of its own law: what is free there, the Federal District decides.
BRASILIA = "5300108"
DOCUMENT = Path(__file__).parents[2] / "docs" / "holidays.md"


def calendar(uf: str) -> Calendar:
    return Calendar(Place(municipalities()[CAPITALS[uf]].zone, uf, CAPITALS[uf]))


def free(uf: str, *days: date) -> list[bool]:
    return [not calendar(uf).ordinarily_works(day) for day in days]


def test_every_state_capital_has_a_holiday_of_its_own_but_brasilia() -> None:
    assert all(towns()[ibge7].holidays for ibge7 in CAPITALS.values())
    assert {municipalities()[ibge7].uf: ibge7 for ibge7 in CAPITALS.values()} == CAPITALS
    assert BRASILIA not in towns()
    assert not Calendar(Place("America/Sao_Paulo", "DF", BRASILIA)).ordinarily_works(date(2026, 11, 30))


def test_no_town_has_more_religious_holidays_than_the_law_allows_and_each_rule_cites_its_law() -> None:
    for town in towns().values():
        assert town.religious <= MOST_RELIGIOUS, town.ibge7
        assert town.sources, town.ibge7
        assert all("law" in rule.law.lower() and rule.since.year > 1900 for rule in town.holidays), town.ibge7


def test_a_rule_whose_law_nobody_could_name_counts_from_the_first_year_that_a_source_has_it() -> None:
    unnamed = [rule for town in towns().values() for rule in town.holidays if "number not found" in rule.law]
    assert unnamed
    for rule in unnamed:
        assert (rule.since.month, rule.since.day) == (1, 1) or rule.law.startswith("Municipal law of"), rule


@pytest.mark.parametrize(
    ("uf", "days"),
    [
        ("AM", [date(2025, 10, 24), date(2025, 12, 8), date(2025, 3, 4), date(2025, 6, 19)]),
        ("AL", [date(2025, 8, 27), date(2025, 12, 8), date(2026, 6, 4)]),
        ("BA", [date(2025, 6, 24), date(2025, 12, 8), date(2025, 7, 2)]),
        ("CE", [date(2025, 3, 19), date(2025, 8, 15)]),
        ("ES", [date(2025, 9, 8), date(2025, 4, 28)]),
        ("GO", [date(2027, 5, 24), date(2025, 10, 24)]),
        ("MA", [date(2026, 6, 29), date(2025, 9, 8)]),
        ("MG", [date(2025, 8, 15), date(2025, 12, 8)]),
        ("PA", [date(2025, 11, 6), date(2025, 11, 7), date(2025, 12, 8)]),
        ("PB", [date(2025, 6, 24), date(2025, 8, 5)]),
        ("PE", [date(2025, 7, 16), date(2025, 12, 8)]),
        ("PR", [date(2025, 9, 8), date(2026, 6, 4)]),
        ("RJ", [date(2025, 1, 20), date(2025, 4, 23)]),
        ("RR", [date(2025, 1, 20), date(2025, 7, 9)]),
        ("RS", [date(2026, 2, 2), date(2026, 6, 4)]),
        ("SC", [date(2026, 3, 23)]),
        ("TO", [date(2025, 5, 20), date(2025, 3, 19)]),
    ],
)
def test_days_on_which_nobody_works_in_a_capital(uf: str, days: list[date]) -> None:
    assert free(uf, *days) == [True] * len(days)


@pytest.mark.parametrize(
    ("uf", "day"),
    [
        ("RJ", date(2025, 6, 19)),  # Corpus Christi is optional there
        ("MA", date(2025, 6, 19)),  # and was ended there in 1996
        ("RR", date(2025, 6, 19)),  # where sources do not agree
        ("CE", date(2026, 4, 13)),  # the town's day, but no holiday
        ("PA", date(2026, 11, 6)),  # was free in the year of the conference alone
        ("SP", date(2025, 12, 8)),
    ],
)
def test_days_that_only_one_doubtful_source_or_none_calls_free(uf: str, day: date) -> None:
    assert free(uf, day) == [False]


def test_a_deadline_of_rio_runs_over_saint_sebastian() -> None:
    start = datetime(2026, 1, 16, 15, tzinfo=ZoneInfo("America/Sao_Paulo")).astimezone(UTC)  # a Friday
    assert business_days(start, 2, calendar("RJ")) == date(2026, 1, 21)
    assert business_days(start, 2, calendar("SP")) == date(2026, 1, 20)


def test_calendar_days_that_end_on_a_towns_holiday_move_to_the_next_working_day() -> None:
    start = datetime(2025, 11, 8, 15, tzinfo=UTC)
    assert calendar_days(start, 30, calendar("BA")) == date(2025, 12, 9)
    assert calendar_days(start, 30, calendar("RJ")) == date(2025, 12, 8)


def test_the_document_lists_what_the_files_leave_undecided_and_nothing_else() -> None:
    """The table is written from the files; a keeper who changes one changes the other."""
    _, section = DOCUMENT.read_text(encoding="utf-8").split("## What the sources leave undecided")
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ") and "`" in line]
    stated = {(town, name.strip("`"), why) for town, name, why in rows}
    files = {
        (municipalities()[town.ibge7].name, *entry.split(": ", 1))
        for town in towns().values()
        for entry in town.undecided
    }
    assert stated == files


VALID: dict[str, Any] = {
    "municipality": "2910800",
    "name": "Feira de Santana",
    "sources": ["its gazette"],
    "holidays": [
        {"name": "saint-anne", "on": "07-26", "kind": "religious", "law": "Municipal Law 1", "since": "1978-10-23"}
    ],
}

SPAN = {"name": "fair", "kind": "civil", "law": "Law 1", "since": "1978-01-01"}


def written(folder: Path, content: object, name: str = "2910800.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_keeper_adds_a_town_by_a_file_of_its_own(tmp_path: Path) -> None:
    added = read_town(written(tmp_path, VALID))
    assert (added.holidays[0].scope, added.holidays[0].days(2025)) == ("BR-2910800", {date(2025, 7, 26)})
    assert set(towns(tmp_path)) == {"2910800"}


def test_the_files_are_named_by_their_town() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(towns())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"municipality": "2927408"}, "municipality is not that"),
        ({"name": "Feira"}, "name is not the town's"),
        ({"sources": []}, "no source"),
        ({"suspensions": []}, "a part that is not known"),
        ({"holidays": [VALID["holidays"][0]] * 4}, "more religious holidays than Law 9.093/1995 allows"),
        ({"holidays": [{**VALID["holidays"][0], "kind": "festive"}]}, "'festive' is not a valid Kind"),
        ({"holidays": [{**VALID["holidays"][0], "law": ""}]}, "a holiday without its law"),
        ({"holidays": [{**VALID["holidays"][0], "easter": 60}]}, "a holiday needs on, first and last, or easter"),
        ({"holidays": [{**VALID["holidays"][0], "until": "1970-01-01"}]}, "since is after until"),
        ({"holidays": [{**VALID["holidays"][0], "on": "02-30"}]}, "day is out of range"),
        ({"holidays": [{**VALID["holidays"][0], "weekday": 1}]}, "a field of a holiday that is not known"),
        ({"holidays": [{**SPAN, "first": "07-26", "last": "07-25"}]}, "a span without a day"),
        ({"holidays": [SPAN]}, "a holiday needs on, first and last, or easter"),
        ({"holidays": [{"name": "fair", "on": "07-26", "kind": "civil", "law": "Law 1"}]}, "since"),
        ({"holidays": None}, "not iterable"),
    ],
)  # fmt: skip
def test_a_file_with_a_mistake_is_refused_by_its_name(tmp_path: Path, change: dict[str, Any], why: str) -> None:
    with pytest.raises(UnusableTown, match=rf"^2910800\.json: .*{why}"):
        read_town(written(tmp_path, {**VALID, **change}))


@pytest.mark.parametrize(("name", "text"), [("feira.json", json.dumps(VALID)), ("2910800.json", "{")])
def test_a_file_without_a_code_or_without_an_end_is_refused(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableTown, match=rf"^{name}"):
        read_town(path)
