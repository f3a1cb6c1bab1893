"""Tables: what people see of a run, by which breakdown, and what they do not see."""

from __future__ import annotations

from contracts.vocabulary.persons import RaceColour
from services.analytics.indicators.definition import DEFINITIONS, Dimension
from services.analytics.indicators.domain.indicator_run import Line
from services.analytics.releases.tables import Row, Table

BOTH = frozenset({Dimension.RACE_COLOUR, Dimension.GENDER})
SIZES = {"WHITE": (31, 64), "BLACK": (22, 71), "BROWN": (45, 120), "INDIGENOUS": (14, 3)}


def received(am: dict[str, tuple[int, int]] = SIZES) -> list[Line]:
    states = [
        Line((uf, race, gender), factor * number, None)
        for uf, factor in (("AM", 1), ("BA", 5))
        for race, pair in am.items()
        for gender, number in zip(("FEMALE", "MALE"), pair, strict=True)
    ]
    country = [Line(("TOTAL", *line.codes[1:]), 6 * line.numerator, None) for line in states if line.codes[0] == "AM"]
    return [*states, *country]


def protected(indicator: str, lines: list[Line]) -> Table:
    return Table(DEFINITIONS[indicator], lines, Table(DEFINITIONS[indicator], lines).protect().hidden)


def cell(table: Table, uf: str | None = None, by: frozenset[Dimension] = BOTH, **codes: str) -> Row:
    wanted = by | ({Dimension.UF} if uf else frozenset())
    (found,) = (row for row in table.rows(wanted, uf) if codes.items() <= row.codes.items())
    return found


def test_three_indigenous_men_in_amazonas_are_hidden_with_a_complementary_cell():
    table = protected("E06", received())
    hidden = cell(table, "AM", race_colour="INDIGENOUS", gender="MALE")
    assert (hidden.numerator, hidden.suppressed) == (None, True)
    row = [cell(table, "AM", race_colour="INDIGENOUS", gender=g).suppressed for g in ("FEMALE", "TOTAL")]
    assert any(row)
    assert cell(table, "AM", race_colour="WHITE", gender="TOTAL").numerator == 95


def test_every_race_group_is_shown_with_negra_and_without_answer():
    rows = list(Table(DEFINITIONS["E06"], received()).rows(frozenset({Dimension.RACE_COLOUR})))
    assert [row.codes["race_colour"] for row in rows] == [*RaceColour, "NEGRA", "TOTAL"]
    numbers = {row.codes["race_colour"]: row.numerator for row in rows}
    assert numbers["NEGRA"] == numbers["BLACK"] + numbers["BROWN"] == 6 * 258


def test_the_country_counts_a_person_of_two_states_once():
    lines = [Line((uf, "WHITE", "MALE"), 40, None) for uf in ("AM", "BA")] + [
        Line(("TOTAL", "WHITE", "MALE"), 70, None)
    ]
    assert cell(Table(DEFINITIONS["E06"], lines), by=frozenset()).numerator == 70


def test_in_a_small_unit_zeros_are_hidden_too():
    lines = [Line((uf, "WHITE", "MALE"), n, None) for uf, n in (("AM", 12), ("BA", 400), ("TOTAL", 412))]
    table = protected("E06", lines)
    assert cell(table, "AM", race_colour="YELLOW", gender="FEMALE").suppressed
    assert cell(table, "BA", race_colour="YELLOW", gender="OTHER").numerator in (0, None)


def share(accepted: int, sent: int, uf: str = "AM", race: str = "WHITE") -> Line:
    return Line((uf, race, "MALE"), accepted, sent)


def test_the_few_who_were_not_accepted_are_protected_as_well():
    table = protected("E18", [share(297, 300), share(150, 320, race="BROWN"), share(400, 900, uf="BA")])
    hidden = cell(table, "AM", race_colour="WHITE", gender="MALE")
    assert None in (hidden.numerator, hidden.denominator)
    assert hidden.rate is None


def test_a_rate_needs_thirty_in_its_denominator():
    table = Table(DEFINITIONS["E18"], [share(12, 29), share(15, 30, race="BROWN")])
    assert cell(table, race_colour="WHITE", gender="MALE").rate is None
    assert cell(table, race_colour="BROWN", gender="MALE").rate == 0.5


def test_that_all_of_a_small_group_were_accepted_is_not_told():
    table = protected("E18", [share(20, 20), share(200, 400, race="BROWN"), share(400, 900, uf="BA")])
    told = cell(table, "AM", race_colour="WHITE", gender="MALE")
    assert None in (told.numerator, told.denominator)


def test_counts_of_meetings_are_public_as_they_are():
    table = protected("E33", [Line(("AM", "local"), 3, None), Line(("UNKNOWN", "national"), 1, None)])
    assert [row.numerator for row in table.rows({Dimension.LEVEL})] == [3, 1, 4]
    assert not table.hidden


def test_an_empty_period_is_a_table_of_zeros():
    table = protected("E06", [])
    assert {row.numerator for row in table.rows(BOTH)} == {0}
