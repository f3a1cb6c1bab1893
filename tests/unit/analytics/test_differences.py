"""Two versions of one period: what they tell together, and when they may not both be published."""

from __future__ import annotations

import pytest

from services.analytics.indicators.definition import DEFINITIONS, Dimension
from services.analytics.indicators.domain.indicator_run import Line
from services.analytics.releases.cube import TOTAL
from services.analytics.releases.differences import RevisionTellsTooMuch, difference, hidden_for, is_empty

E06, E18, E33 = DEFINITIONS["E06"], DEFINITIONS["E18"], DEFINITIONS["E33"]
UF_ONLY = frozenset({Dimension.UF})


def received(**people: int) -> list[Line]:
    """White women by state; the country has as many."""
    states = [Line((uf, "WHITE", "FEMALE"), number, None) for uf, number in people.items()]
    return [*states, Line((TOTAL, "WHITE", "FEMALE"), sum(people.values()), None)]


def test_a_difference_counts_what_came_late() -> None:
    table = difference(E06, received(AC=40, AM=100), received(AC=52, AM=100, BA=15))
    numbers = {row.codes["uf"]: row.numerator for row in table.rows(UF_ONLY)}
    assert numbers == {"AC": 12, "AM": 0, "BA": 15, TOTAL: 27}


def test_a_cell_that_grew_by_few_is_hidden_and_so_is_one_that_protects_it() -> None:
    hidden = hidden_for(difference(E06, received(AC=40, AM=100), received(AC=43, AM=160)))
    assert ("AC", TOTAL, TOTAL) in hidden
    assert {("AM", TOTAL, TOTAL), (TOTAL, TOTAL, TOTAL)} & hidden


@pytest.mark.parametrize("late", [1, 4, 10])
def test_a_difference_of_a_few_people_in_all_is_not_published(late: int) -> None:
    with pytest.raises(RevisionTellsTooMuch):
        hidden_for(difference(E06, received(AC=40), received(AC=40 + late)))


def test_people_who_went_away_from_a_cell_are_not_published() -> None:
    with pytest.raises(RevisionTellsTooMuch):
        hidden_for(difference(E06, received(AC=40, AM=40), received(AC=38, AM=90)))


def test_nothing_late_is_no_difference() -> None:
    assert is_empty(difference(E06, received(AC=40), received(AC=40)))
    assert not is_empty(difference(E06, received(AC=40), received(AC=41)))


def test_of_a_share_both_parts_are_compared() -> None:
    before = [Line(("AC", "WHITE", "FEMALE"), 20, 60)]
    after = [Line(("AC", "WHITE", "FEMALE"), 21, 80)]
    table = difference(E18, before, after)
    (row,) = (row for row in table.rows(UF_ONLY) if row.codes["uf"] == "AC")
    assert (row.numerator, row.denominator) == (1, 20)
    assert ("AC", TOTAL, TOTAL, "achieved") in hidden_for(table)


def test_meetings_are_no_people() -> None:
    before, after = [Line(("AC", "local"), 1, None)], [Line(("AC", "local"), 2, None)]
    assert hidden_for(difference(E33, before, after)) == frozenset()
