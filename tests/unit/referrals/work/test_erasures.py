"""X07: what is under way of somebody's work counts as open, and is ended without a word about why."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.referrals.work.applications import erasures
from tests.unit.referrals.work.house import REFRIGERATION, WorkHouse, conditions


def running(house: WorkHouse, *streams: UUID) -> int:
    with house.store.unit_of_work() as unit:
        return erasures.under_way(unit, streams)


def end(house: WorkHouse, *streams: UUID) -> None:
    with house.store.unit_of_work() as unit:
        erasures.end_all(unit, streams)


def test_all_that_runs_is_open_and_ends(house: WorkHouse) -> None:
    contract, vacancies = house.quotas.register_contract(house.terms(), REFRIGERATION, conditions())
    candidate, training = house.selected(house.vacancies.vacancy(vacancies[0])), house.training()
    records = (
        candidate.id, house.placed(candidate).id, house.enrolled(training).id, house.credit().id,
        house.presented(grant_id=uuid4()).id,
    )  # fmt: skip
    assert running(house, *records) == 4
    end(house, *records)
    assert running(house, *records) == 0
    assert [house.happened(record)[-1] for record in records] == [
        "SharedDataRecallSent", "FollowUpStopped", "Left", "Withdrawn", "SharedDataRecallSent",
    ]  # fmt: skip
    assert house.trainings.training(training.id).free == 1
    assert house.quotas.contract(contract.id).filled == 1
    assert house.candidates.candidate(records[-1]).reason == "erasure"


def test_what_is_over_is_left_alone(house: WorkHouse) -> None:
    course, referral = house.completed(), house.draft()
    candidate = house.presented(shared_fields=frozenset())
    candidate = house.candidates.withdraw(candidate.id, candidate.version)
    records = (course.id, candidate.id, referral.id, uuid4())
    assert running(house, *records) == 0
    end(house, *records)
    assert [house.happened(record)[-1] for record in records[:3]] == ["Completed", "Withdrawn", "Drafted"]
