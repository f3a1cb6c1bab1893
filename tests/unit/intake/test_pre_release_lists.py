"""Lists: chunk by chunk, each once, and never a digit mapped by guessing (X18)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.vocabulary.persons import RaceCodeSystem, RaceColour
from infra import world
from infra.kernel import NotFound
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_list import (
    ListCompleted,
    ListRejected,
    PreReleaseList,
    RowsMissing,
    RowsOutsideList,
)
from services.intake.people.domain.race_codes import RaceCodeUnknown, ambiguous, race_colour
from tests.clock import Clock
from tests.unit.intake.pre_release import House, row
from tests.unit.referrals.house import NOON


@pytest.fixture
def here() -> Iterator[House]:
    with world.use(Clock(NOON)):
        yield House()


def case_of(here: House, taken: PreReleaseList, number: int) -> PreReleaseCase:
    return here.cases.case(PreReleaseCase.create_id(taken.id, number))


@pytest.mark.parametrize(
    ("code", "system", "expected"),
    [
        ("3", RaceCodeSystem.IBGE, RaceColour.YELLOW),
        ("4", RaceCodeSystem.IBGE, RaceColour.BROWN),
        ("3", RaceCodeSystem.ESOCIAL, RaceColour.BROWN),
        ("4", RaceCodeSystem.ESOCIAL, RaceColour.YELLOW),
        ("2", None, RaceColour.BLACK),
        (" Indígena ", None, RaceColour.INDIGENOUS),
        ("9", RaceCodeSystem.IBGE, RaceColour.NOT_INFORMED),
    ],
)
def test_a_code_means_what_its_table_says(code: str, system: RaceCodeSystem | None, expected: RaceColour) -> None:
    assert race_colour(code, system) is expected


@pytest.mark.parametrize(
    ("code", "system"), [("3", None), ("9", None), ("6", RaceCodeSystem.IBGE), ("7", RaceCodeSystem.ESOCIAL)]
)
def test_a_code_of_no_table_is_refused(code: str, system: RaceCodeSystem | None) -> None:
    with pytest.raises(RaceCodeUnknown):
        race_colour(code, system)


def test_only_three_and_four_are_ambiguous_and_only_without_a_table() -> None:
    assert ambiguous(["1", "3"], None)
    assert not ambiguous(["1", "2", "5"], None)
    assert not ambiguous(["3", "4"], RaceCodeSystem.IBGE)


def test_an_ambiguous_list_is_rejected_as_a_whole_and_on_record(here: House) -> None:
    rejected = here.opened_list(2, codes=("1", "3"))
    assert rejected.status == "rejected"
    assert [type(e).__name__ for e in here.events(rejected.id)] == ["Opened", "DataQualityIssueRaised"]
    with pytest.raises(ListRejected):
        here.lists.take_rows(rejected.id, 1, [row(1)])
    with pytest.raises(ListRejected):
        here.lists.complete(rejected.id, 2, 2)


def test_a_list_that_hid_its_codes_is_rejected_when_one_comes(here: House) -> None:
    opened = here.opened_list(2)
    taken = here.lists.take_rows(opened.id, 1, [row(1), row(2, race_code="4")])
    assert taken.status == "rejected"
    with pytest.raises(NotFound):
        case_of(here, taken, 1)


def test_a_chunk_is_taken_once_however_often_it_is_sent(here: House) -> None:
    opened = here.opened_list(3, RaceCodeSystem.ESOCIAL, ("3",))
    rows = [row(1), row(2, race_code="3"), row(3, race_code="8")]
    first = here.lists.take_rows(opened.id, 1, rows)
    assert here.lists.take_rows(opened.id, 1, rows).version == first.version == 2
    assert [(refusal.row, refusal.code) for refusal in first.chunks[1].refused] == [(3, "intake.race-code-unknown")]
    assert case_of(here, first, 2).version == 1
    with pytest.raises(NotFound):
        case_of(here, first, 3)


def test_every_row_is_accounted_for_before_a_list_is_complete(here: House) -> None:
    opened = here.opened_list(3)
    here.lists.take_rows(opened.id, 1, [row(1), row(3)])
    with pytest.raises(RowsMissing):
        here.lists.complete(opened.id, 2, 0)
    assert here.lists.complete(opened.id, 2, 1).status == "completed"
    done = here.events(opened.id)[-1]
    assert (done.rows, done.cases, done.refused) == (3, 2, 1)
    for attempt in (lambda: here.lists.complete(opened.id, 3, 1), lambda: here.lists.take_rows(opened.id, 2, [row(2)])):
        with pytest.raises(ListCompleted):
            attempt()


@pytest.mark.parametrize("rows", [[row(3)], [row(1), row(2), row(1)]])
def test_no_more_rows_than_announced(here: House, rows: list[dict[str, object]]) -> None:
    opened = here.opened_list(2)
    with pytest.raises(RowsOutsideList):
        here.lists.take_rows(opened.id, 1, rows)


def test_a_complete_list_makes_the_next_one_due_by_the_end_of_next_month(here: House) -> None:
    for _ in range(2):
        opened = here.opened_list(1)
        here.lists.take_rows(opened.id, 1, [row(1)])
        here.lists.complete(opened.id, 2, 0)
    due = here.kept("DL13", here.office, "seeu_mdc:2025-05")
    assert (due.due.on.isoformat(), due.status) == ("2025-05-31", "open")


def test_a_list_in_the_next_month_meets_that_duty(here: House) -> None:
    clock = Clock(NOON)
    with world.use(clock):
        for _ in range(2):
            opened = here.opened_list(1)
            here.lists.take_rows(opened.id, 1, [row(1)])
            here.lists.complete(opened.id, 2, 0)
            clock.pass_by(days=30)
    assert here.kept("DL13", here.office, "seeu_mdc:2025-05").status == "met"
    assert here.kept("DL13", here.office, "seeu_mdc:2025-06").status == "open"
