"""Custody: one office leads a person's case, the newest word counts, and records that belong together go together."""

from __future__ import annotations

from uuid import uuid4

import pytest

from contracts import transfers
from contracts.vocabulary.network import UF
from infra.kernel import NotFound, SubjectErased
from infra.messaging.envelope import Envelope
from services.intake.people.domain.merged_refusals import RecordMerged
from services.intake.people.reactions import on_custody_moved
from tests.unit.intake.custody.conftest import Town


def test_another_office_leads_from_now_on(town: Town) -> None:
    town.moves(town.person, town.bahia)
    office = town.custody.leading_office(town.person)
    assert (office.id, office.uf) == (town.bahia, UF.BA)


def test_the_reaction_follows_the_message(town: Town, envelope: Envelope) -> None:
    message = transfers.CustodyMoved(
        person_id=town.person, transfer_id=uuid4(), number=1, from_office_id=town.office, to_office_id=town.bahia,
        to_uf=UF.BA, grant_id=uuid4(), reversal=False,
    )  # fmt: skip
    on_custody_moved(town.custody, message, envelope)
    assert town.custody.leading_office(town.person).id == town.bahia


@pytest.mark.parametrize("number", [1, 2])
def test_an_older_word_never_moves_it_back(town: Town, number: int) -> None:
    town.moves(town.person, town.bahia, number=2)
    version = town.people.person(town.person).version
    town.moves(town.person, town.office, number=number)
    assert town.custody.leading_office(town.person).id == town.bahia
    assert town.people.person(town.person).version == version


def test_a_reversal_is_a_move_like_another(town: Town) -> None:
    town.moves(town.person, town.bahia, number=1)
    town.moves(town.person, town.office, number=2, reversal=True)
    assert town.custody.leading_office(town.person).id == town.office


def test_a_return_trip_by_a_third_office(town: Town) -> None:
    for number, office in enumerate((town.bahia, town.para, town.office), start=1):
        town.moves(town.person, office, number=number)
    assert town.custody.leading_office(town.person).id == town.office


def test_a_move_to_where_it_is_counts_and_changes_nothing(town: Town) -> None:
    town.moves(town.person, town.office, number=3)
    town.moves(town.person, town.bahia, number=2)
    assert town.custody.leading_office(town.person).id == town.office


def test_nobody_moves_who_is_not_there_or_to_nowhere(town: Town) -> None:
    with pytest.raises(NotFound):
        town.moves(uuid4(), town.bahia)
    with pytest.raises(NotFound):
        town.moves(town.person, uuid4())


def test_of_who_was_erased_nothing_moves(town: Town) -> None:
    town.erase(town.person)
    town.moves(town.person, town.bahia)
    with pytest.raises(SubjectErased):
        town.custody.leading_office(town.person)


def test_a_merged_record_has_no_office_of_its_own_to_tell(town: Town) -> None:
    other = town.somebody()
    town.merge(other, town.person)
    with pytest.raises(RecordMerged):
        town.custody.leading_office(other)


def test_merged_records_go_along_with_the_survivor(town: Town) -> None:
    other = town.somebody()
    town.merge(other, town.person)
    town.moves(town.person, town.bahia)
    record = town.people.person(other)
    assert (record.office_id, record.merged_at) == (town.bahia, town.bahia)


def test_after_an_undone_merge_each_is_led_where_it_belongs(town: Town) -> None:
    other = town.somebody()
    town.merge(other, town.person)
    town.moves(town.person, town.bahia)
    town.part(other, town.person)
    assert town.custody.leading_office(other).id == town.office
    assert town.custody.leading_office(town.person).id == town.bahia


def test_a_move_of_the_merged_record_leaves_the_survivor(town: Town) -> None:
    other = town.somebody()
    town.merge(other, town.person)
    town.moves(other, town.bahia)
    assert town.custody.leading_office(town.person).id == town.office
    town.part(other, town.person)
    assert town.custody.leading_office(other).id == town.bahia
