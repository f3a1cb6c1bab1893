"""A superuser who groups any column of the confidential databases counts no notices by court, member or state."""

from __future__ import annotations

import re

import pytest

from scripts.demo.network import Network
from scripts.demo.recorded import heard
from tests.secrecy.grouping import Groups
from tests.secrecy.scene import SEATS
from tests.secrecy.two_courts import Court, constitute, grouped, seen, tell

LARGER = (*SEATS, ("judge", "degree_vote", "FEMALE"), ("staff", "degree_vote", "FEMALE"))
Found = tuple[list[Court], Groups, list[str]]
# What is hidden, and a digest or a signature, is random to who has no key: two letters of it mean nothing.
VEILED = re.compile(r"""(["'])veil\1: ?(["'])[A-Za-z0-9+/=]+\2|[A-Za-z0-9+/]{43,}={0,2}""")


@pytest.fixture(scope="module")
def found(network: Network) -> Found:
    return told(network)


def told(network: Network) -> Found:
    """Five notices of one court and three of another one, told in turns."""
    courts = [Court("AM", "America/Manaus"), Court("SP", "America/Sao_Paulo")]
    for court, seats in zip(courts, (SEATS, LARGER), strict=True):
        constitute(network, court, seats)
    assert network.eventually(lambda: heard(network, "notices", "commissions"), bool)  # rosters are no notices
    before = seen(network)
    for number in range(8):
        tell(network, courts[number % 2 if number < 6 else 0])
    return courts, *grouped(network, courts, before)


@pytest.mark.timeout(600)
def test_no_column_and_no_json_path_gives_counts_by_court(network: Network, found: Found) -> None:
    """Of random partitions three notices share one by chance: what tells once has to tell again, of other courts."""
    courts, groups, _ = found
    assert [len(court.cases) for court in courts] == [5, 3]
    suspects = groups.telling(set(court.cases) for court in courts)
    if suspects:
        others, again, _ = told(network)
        suspects &= again.telling(set(court.cases) for court in others)
    assert suspects == set()


@pytest.mark.timeout(600)
def test_the_rows_that_were_looked_at_are_those_of_the_notices(found: Found) -> None:
    """Else nothing would be found because nothing was looked for."""
    courts, groups, _ = found
    everything = {matter for court in courts for matter in court.cases}
    tables = {cell.place.split(".")[0] for cell, matters in groups.matters.items() if matters}
    places = {re.sub(r"_g\d+$", "", table) for table in tables}  # a read model has another generation once rebuilt
    assert {m for matters in groups.matters.values() for m in matters} == everything
    assert {
        "notices/stored_events", "notices/published", "notices/sealed_values", "notices/view_notices_of_reader_v2",
        "notices/view_open_deadlines_v2", "commissions/stored_events", "commissions/published",
        "commissions/view_cases_of_member_v2", "commissions/view_open_deadlines_v2",
    } <= places  # fmt: skip


@pytest.mark.timeout(600)
def test_no_new_row_names_a_court_a_commission_a_member_or_a_state(found: Found) -> None:
    courts, _, new = found
    new = [VEILED.sub("veiled", row) for row in new]
    assert new
    for court in courts:
        named = {word for word in court.words if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", row) for row in new)}
        assert named == set()


def test_only_what_a_veil_holds_is_passed_over() -> None:
    rows = ['{"veil":"ab+AM/cd=="}', "{'veil': 'ab/SP+'}", '{"veil":"ab+AM/cd==","uf":"AM"}', "{'unveil': 'AM'}"]
    assert [bool(re.search(r"\b(AM|SP)\b", VEILED.sub("veiled", row))) for row in rows] == [False, False, True, True]


@pytest.mark.parametrize(
    "row",
    [
        lambda court: {"court": court},
        lambda court: {"metadata": f'{{"tenant": {{"uf": "{court}"}}}}'},
        lambda court: {"state": f'{{"place": "{court}"}}'.encode()},
        lambda court: {"members": ["x"] * len(court)},
        lambda court: {"note": "x" * len(court)},
        lambda court: {"due_at": f"2025-05-18T0{len(court)}:00:00+00:00"},
    ],
)
def test_a_column_that_tells_is_found(row: object) -> None:
    assert callable(row)
    groups = Groups()
    for court, matters in (("AM", ("a", "b")), ("SAO", ("c",))):
        for matter in matters:
            groups.add("planted", {**row(court), "id": matter}, {matter})
    assert groups.telling([{"a", "b"}]) != set()
    assert all(not place.startswith("planted.id") for place in groups.telling([{"a", "b"}]))
