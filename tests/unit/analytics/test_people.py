"""PL15 in analytics: who has two pseudonyms is one person, with what either declared; and two again once undone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from services.analytics.facts.demography import NOT_INFORMED, Demography
from services.analytics.facts.domain.declaration import Attribute
from services.analytics.facts.domain.fact import FactKind
from services.analytics.facts.people import People
from services.analytics.facts.places import Places
from services.analytics.facts.rows import DeclarationRow, FactRow
from services.analytics.indicators.counting import Inputs, Outcome, count
from services.analytics.indicators.definition import DEFINITIONS
from tests.unit.analytics.test_counting import APRIL, NOON, fact, numbers, reception

DECLARED = [DeclarationRow(uuid4(), UUID(int=2), Attribute.RACE_COLOUR, "BLACK", NOON - timedelta(days=9))]
RECEIVED = [reception(1, 1), reception(2, 2), reception(3, 3)]


def told(kind: FactKind, merged: int, survivor: int, position: int) -> FactRow:
    codes = {"survivor_id": str(UUID(int=survivor)), "position": str(position)}
    return fact(kind, (merged, position), subject_id=UUID(int=merged), codes=codes)


def merged(record: int, survivor: int, position: int) -> FactRow:
    return told(FactKind.PERSONS_MERGED, record, survivor, position)


def undone(record: int, survivor: int, position: int) -> FactRow:
    return told(FactKind.PERSON_MERGE_UNDONE, record, survivor, position)


def run(*merging: FactRow) -> Outcome:
    people = People(merging)
    return count(DEFINITIONS["E06"], APRIL, Inputs(RECEIVED, [], Places(), Demography(DECLARED, people), people))


def test_two_pseudonyms_are_one_person_with_what_either_declared() -> None:
    apart, together = numbers(run()), numbers(run(merged(2, 1, 10)))
    assert apart["TOTAL", NOT_INFORMED, NOT_INFORMED] == (2, None)
    assert apart["TOTAL", "BLACK", NOT_INFORMED] == (1, None)
    assert together["TOTAL", "BLACK", NOT_INFORMED] == (1, None)
    assert together["TOTAL", NOT_INFORMED, NOT_INFORMED] == (1, None)
    assert sum(above for codes, (above, _) in together.items() if codes[0] == "TOTAL") == 2


def test_an_undone_merge_gives_the_numbers_and_the_hash_of_before() -> None:
    assert run(undone(2, 1, 11), merged(2, 1, 10)) == run()
    assert run(merged(2, 1, 10)).inputs_hash != run().inputs_hash


def test_what_was_told_is_followed_in_the_order_of_the_source() -> None:
    people = People([merged(2, 3, 30), undone(2, 1, 20), merged(2, 1, 10)])
    assert people.one(UUID(int=2)) == UUID(int=3)
    assert people.all_of([UUID(int=2)]) == {UUID(int=2), UUID(int=3)}
    assert people.all_of([UUID(int=1)]) == {UUID(int=1)}
