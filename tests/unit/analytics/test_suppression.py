"""Suppression: whatever the table, nobody works a hidden number out of the shown ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.analytics.releases.cube import TOTAL, Axis, Cell, with_margins
from services.analytics.releases.suppression import RANGE, Suppression, alternatives, suppress

RACE = Axis("race_colour", ("WHITE", "BLACK", "BROWN", "INDIGENOUS"), {"NEGRA": frozenset({"BLACK", "BROWN"})})
GENDER = Axis("gender", ("FEMALE", "MALE", "OTHER"))
UNIT = Axis("uf", ("AM", "BA", "AC"))
PART = Axis("part", ("counted", "other"))
GRIDS = [(RACE, GENDER), (UNIT, RACE, GENDER), (UNIT, RACE, PART), (Axis("uf", ("AM",)), RACE, GENDER)]


def small_cells(counts: dict[Cell, int]) -> set[Cell]:
    return {cell for cell, count in counts.items() if 1 <= count <= 10}


def leaves_of(axes: tuple[Axis, ...]) -> list[Cell]:
    return list(product(*(axis.leaves for axis in axes)))


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[Axis, ...], dict[Cell, int]]:
    axes = draw(st.sampled_from(GRIDS))
    sizes = st.one_of(st.integers(0, 15), st.integers(0, 300))
    return axes, with_margins(axes, {leaf: draw(sizes) for leaf in leaves_of(axes)})


def shown(counts: dict[Cell, int], result: Suppression) -> dict[Cell, int]:
    return {cell: count for cell, count in counts.items() if cell not in result.hidden}


@settings(max_examples=150)
@given(tables())
def test_every_hidden_cell_has_eleven_values_that_agree_with_all_that_is_shown(table):
    axes, counts = table
    result = suppress(axes, counts, small_cells(counts))
    values: dict[Cell, set[int]] = {cell: set() for cell in result.hidden}
    for move in result.proofs:
        for other in alternatives(counts, move):
            leaves = {leaf: other[leaf] for leaf in leaves_of(axes)}
            assert with_margins(axes, leaves) == other
            assert min(other.values()) >= 0
            assert shown(other, result) == shown(counts, result)
            for cell in result.hidden:
                values[cell].add(other[cell])
    assert all(len(found) > RANGE for found in values.values())


@settings(max_examples=100)
@given(tables())
def test_no_small_number_is_ever_shown(table):
    axes, counts = table
    result = suppress(axes, counts, small_cells(counts))
    assert not small_cells(shown(counts, result))
    assert result.primary | result.complementary == result.hidden


@settings(max_examples=100)
@given(tables())
def test_a_table_without_small_numbers_is_shown_whole(table):
    axes, counts = table
    big = with_margins(axes, {leaf: counts[leaf] + 11 for leaf in leaves_of(axes)})
    assert suppress(axes, big, small_cells(big)).hidden == frozenset()


TINY = (Axis("race", ("A", "B")), Axis("gender", ("F", "M")))
MOST = 45


def attack(known: dict[Cell, int]) -> dict[Cell, set[int]]:
    """Every table of numbers up to MOST that agrees with what is shown: no idea of moves here."""
    found: dict[Cell, set[int]] = {}
    first, second = (list(_rows(known, race)) for race in "AB")
    for a, b in product(first, second):
        columns = [x + y for x, y in zip(a, b, strict=True)]
        if all(known.get((TOTAL, node), n) == n for node, n in zip(("F", "M", TOTAL), columns, strict=True)):
            for race, row in (("A", a), ("B", b), (TOTAL, columns)):
                for node, number in zip(("F", "M", TOTAL), row, strict=True):
                    found.setdefault((race, node), set()).add(number)
    return found


def _rows(known: dict[Cell, int], race: str) -> Iterator[tuple[int, int, int]]:
    options = [[known[race, gender]] if (race, gender) in known else range(MOST) for gender in "FM"]
    return ((f, m, f + m) for f, m in product(*options) if known.get((race, TOTAL), f + m) == f + m)


@pytest.mark.parametrize(
    "numbers",
    [(3, 14, 15, 16), (1, 11, 12, 28), (10, 10, 11, 12), (5, 25, 0, 25), (4, 0, 0, 0), (2, 3, 25, 24), (9, 20, 8, 21)],
)
def test_an_attacker_who_tries_everything_finds_nothing(numbers):
    counts = with_margins(TINY, dict(zip(leaves_of(TINY), numbers, strict=True)))
    result = suppress(TINY, counts, small_cells(counts))
    found = attack(shown(counts, result))
    assert result.hidden
    assert all(len(found[cell]) > RANGE for cell in result.hidden)


@pytest.fixture
def amazonas() -> dict[Cell, int]:
    """Step 28: three indigenous men in AM, in a population of some hundred."""
    sizes = {"WHITE": (31, 64), "BLACK": (22, 71), "BROWN": (45, 120), "INDIGENOUS": (14, 3)}
    leaves = {("AM", race, g): n for race, pair in sizes.items() for g, n in zip(("FEMALE", "MALE"), pair, strict=True)}
    leaves |= {("BA", race, g): 2 * n + 20 for (_, race, g), n in leaves.items()}
    return with_margins(STEP_28, leaves)


STEP_28 = (Axis("uf", ("AM", "BA")), RACE, Axis("gender", ("FEMALE", "MALE")))


def test_the_cell_of_step_28_is_hidden_with_others_that_protect_it(amazonas):
    result = suppress(STEP_28, amazonas, small_cells(amazonas))
    assert result.primary == {("AM", "INDIGENOUS", "MALE")}
    hidden_beside = {cell for cell in result.complementary if cell[:2] == ("AM", "INDIGENOUS")}
    assert hidden_beside, "the row would give the cell away"
    assert any(cell[0] != "AM" for cell in result.complementary), "the other state or the country would give it away"
    assert len(result.hidden) <= 12
    assert ("TOTAL", "TOTAL", "TOTAL") not in result.hidden


def test_a_group_never_gives_its_member_away():
    axes = (RACE,)
    counts = with_margins(axes, {("WHITE",): 100, ("BLACK",): 4, ("BROWN",): 80, ("INDIGENOUS",): 50})
    hidden = suppress(axes, counts, small_cells(counts)).hidden
    assert ("BLACK",) in hidden
    assert ("BROWN",) in hidden or ("NEGRA",) in hidden


def test_where_nothing_else_protects_the_total_goes_too():
    axes = (RACE, GENDER)
    counts = with_margins(axes, dict.fromkeys(leaves_of(axes), 0) | {("WHITE", "MALE"): 3})
    assert (TOTAL, TOTAL) in suppress(axes, counts, small_cells(counts)).hidden


def test_the_same_table_is_always_hidden_in_the_same_way(amazonas):
    first = suppress(STEP_28, amazonas, small_cells(amazonas))
    again = suppress(STEP_28, dict(reversed(amazonas.items())), small_cells(amazonas))
    assert first.hidden == again.hidden
