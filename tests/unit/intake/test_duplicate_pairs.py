"""Pairs of records: flagged by anybody, decided by people, merged by linking, undone exactly; and what each refuses."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.persons import ClientType
from infra.kernel import SubjectErased, new_id
from services.intake.people.domain import merged_refusals as refusals
from services.intake.people.domain.duplicate_codes import DismissalReason, DuplicateReason, PairStatus
from services.intake.people.domain.duplicate_pair import DuplicatePair, Side
from services.intake.people.domain.person import Person

R = DuplicateReason
KNOWN = (R.FULL_NAME_SOUNDS_ALIKE, R.SAME_BIRTH_DATE)


def side() -> Side:
    return Side(new_id(), new_id(), UF.AM)


@pytest.fixture
def pair() -> DuplicatePair:
    return DuplicatePair.of(side(), side())


def person() -> Person:
    return Person.register(new_id(), (ClientType.RELEASED,), civil_name="Rosa Prado")


def state(record: Person) -> dict[str, Any]:
    kept = {"_version", "_modified_on", "_pending_events"}
    return {name: value for name, value in vars(record).items() if name not in kept}


def test_two_records_are_one_pair_whichever_is_named_first() -> None:
    one, other = side(), side()
    assert DuplicatePair.of(one, other).id == DuplicatePair.of(other, one).id
    assert DuplicatePair.of(one, other).sides == DuplicatePair.of(other, one).sides
    with pytest.raises(refusals.PairNeedsTwoRecords):
        DuplicatePair.of(one, one)


def test_what_was_dismissed_comes_back_for_a_new_reason_alone(pair: DuplicatePair) -> None:
    assert pair.suggest(75, KNOWN)
    assert not pair.suggest(75, KNOWN)
    pair.dismiss(DismissalReason.HOMONYMS)
    assert not pair.suggest(90, KNOWN)
    assert not pair.suggest(30, (R.SAME_BIRTH_DATE,))
    assert pair.suggest(100, (R.SAME_IDENTIFIER, *KNOWN))
    assert (pair.status, pair.score) == (PairStatus.FLAGGED, 100)


def test_a_person_may_flag_again_what_was_dismissed_and_not_what_waits(pair: DuplicatePair) -> None:
    pair.flag(R.SAID_BY_PERSON)
    assert (pair.score, pair.reasons) == (None, (R.SAID_BY_PERSON,))
    with pytest.raises(refusals.PairAlreadyFlagged):
        pair.flag(R.RECOGNISED_BY_STAFF)
    pair.dismiss(DismissalReason.NOT_CERTAIN)
    pair.flag(R.SAID_BY_PERSON)
    assert pair.status is PairStatus.FLAGGED


def test_nothing_is_dismissed_merged_or_undone_out_of_order(pair: DuplicatePair) -> None:
    survivor = pair.first.person_id
    with pytest.raises(refusals.PairNotFlagged):
        pair.dismiss(DismissalReason.RELATIVES)
    with pytest.raises(refusals.PairNotFlagged):
        pair.merge(survivor)
    with pytest.raises(refusals.PairNotMerged):
        pair.undo(pair.second)
    pair.flag(R.SAME_PAPER_SHOWN)
    with pytest.raises(refusals.SurvivorOutsidePair):
        pair.merge(new_id())
    pair.merge(survivor)
    assert (pair.survivor, pair.merged) == (pair.first, pair.second)
    for again in (lambda: pair.merge(survivor), lambda: pair.flag(R.SAID_BY_PERSON)):
        with pytest.raises(refusals.PairAlreadyMerged):
            again()
    assert not pair.suggest(100, (R.SAME_IDENTIFIER,))


def test_an_undone_merge_can_be_weighed_anew(pair: DuplicatePair) -> None:
    pair.suggest(75, KNOWN)
    pair.merge(pair.second.person_id)
    pair.undo(pair.first)
    assert (pair.status, pair.survivor_id) == (PairStatus.UNDONE, None)
    assert not pair.suggest(75, KNOWN)
    pair.flag(R.RECOGNISED_BY_STAFF)
    assert pair.status is PairStatus.FLAGGED


def test_an_undone_merge_leaves_both_records_as_they_were() -> None:
    first, second, third = person(), person(), person()
    third.merge_into(first)
    before = state(first), state(second)
    second.merge_into(first)
    assert (first.records, second.merged_into, second.merged_at) == (
        (first.id, third.id, second.id), first.id, first.office_id,
    )  # fmt: skip
    second.part_from(first)
    assert (state(first), state(second)) == before


def test_a_merged_record_takes_no_part_in_another_merge() -> None:
    survivor, merged, other = person(), person(), person()
    merged.merge_into(survivor)
    with pytest.raises(refusals.RecordMerged):
        merged.merge_into(other)
    with pytest.raises(refusals.RecordMerged):
        other.merge_into(merged)
    with pytest.raises(refusals.OthersMergedIntoIt):
        survivor.merge_into(other)
    with pytest.raises(refusals.PairNotMerged):
        merged.part_from(other)
    with pytest.raises(refusals.RecordMerged):
        merged.standing()
    for linked in (survivor, merged):
        with pytest.raises(refusals.MergeStands):
            linked.refuse_while_merged()


def test_nobody_is_merged_with_somebody_erased() -> None:
    gone, other = person(), person()
    gone.erase(new_id())
    for one, into in ((gone, other), (other, gone)):
        with pytest.raises(SubjectErased):
            one.merge_into(into)
