"""Placements: from a vacancy or without one, counted for the quota, and asked about for a year (PL16, DL14, F15)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import ExitReason, PlacementKind, RetentionMark, WorkSetting
from infra.kernel import SubjectErased
from services.referrals.work.domain import candidate_refusals
from services.referrals.work.domain import placement_refusals as refusals
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.domain.placement import Placement
from services.referrals.work.domain.quota_contract import QuotaContract
from tests.clock import Clock
from tests.unit.referrals.house import PERSON, TODAY
from tests.unit.referrals.work.house import REFRIGERATION, WorkHouse, conditions

MARKS = tuple(RetentionMark)


def reserved(house: WorkHouse) -> tuple[QuotaContract, Candidate]:
    """Somebody who was selected for a vacancy of a quota contract."""
    contract, vacancies = house.quotas.register_contract(house.terms(), REFRIGERATION, conditions())
    return contract, house.selected(house.vacancies.vacancy(vacancies[0]))


def check(house: WorkHouse, placement: Placement, mark: RetentionMark, retained: bool = True) -> Placement:
    return house.placements.record_check(placement.id, placement.version, mark, retained)


def end(house: WorkHouse, placement: Placement, on: date = TODAY) -> Placement:
    return house.placements.end(placement.id, placement.version, on, ExitReason.BETTER_JOB)


def test_a_course_in_prison_leads_to_work_and_counts_for_the_quota(house: WorkHouse) -> None:
    """Step 12 of the scenario."""
    course = house.completed()
    contract, candidate = reserved(house)
    placement = house.placed(candidate, linked_enrolment_id=course.id)
    assert house.quotas.contract(contract.id).filled == 1
    told = house.messages[-1]["data"]
    assert house.told[-1] == "placement.started"
    assert (told["linked_enrolment_id"], told["contract_id"]) == (str(course.id), str(contract.id))
    assert (told["kind"], told["occupation_code"]) == ("formal_job", REFRIGERATION.code)
    assert placement.engagement.employer_id == contract.terms.employer_id


def test_relatives_are_placed_too_and_do_not_count_for_the_quota(house: WorkHouse) -> None:
    relative = house.own()
    assert (relative.engagement.client_type, house.told[-1]) == ("relative", "placement.started")
    _, candidate = reserved(house)
    with pytest.raises(refusals.NotForTheQuota):
        house.placed(candidate, client_type=ClientType.RELATIVE)


def test_it_is_asked_four_times_on_working_days(house: WorkHouse) -> None:
    """From Thursday 17 April 2025 on: Saturday 17 May goes to Monday, and so on."""
    placement = house.own()
    due = [house.waits("DL14", placement.id, mark.value).due for mark in MARKS]
    assert [one.on for one in due] == [date(2025, 5, 19), date(2025, 7, 16), date(2025, 10, 14), date(2026, 4, 17)]
    assert due[0].at == datetime(2025, 5, 20, 3, 59, 59, tzinfo=UTC)
    assert list(placement.due.values()) == [one.on for one in due]


def test_each_answer_ends_its_own_check(house: WorkHouse, clock: Clock) -> None:
    placement = house.own()
    clock.pass_by(days=90)
    placement = check(house, check(house, placement, MARKS[0]), MARKS[1], retained=False)
    assert [house.waits("DL14", placement.id, mark.value).status for mark in MARKS] == ["met", "met", "open", "open"]
    assert placement.checks == {MARKS[0]: "retained", MARKS[1]: "unknown"}
    assert (house.told[-1], house.messages[-1]["data"]["days"]) == ("placement.retained", 30)
    with pytest.raises(refusals.RetentionAlreadyChecked):
        check(house, placement, MARKS[0])
    with pytest.raises(refusals.RetentionTooEarly):
        check(house, placement, MARKS[2])


def test_an_end_says_why_to_the_office_alone_and_stops_the_asking(house: WorkHouse) -> None:
    placement = end(house, house.own())
    assert (placement.exit_reason, set(placement.checks.values())) == ("better_job", {"ended"})
    assert house.told[-1] == "placement.ended"
    assert "reason" not in house.messages[-1]["data"]
    assert {house.waits("DL14", placement.id, mark.value).status for mark in MARKS} == {"dropped"}
    with pytest.raises(refusals.PlacementOver):
        end(house, placement)
    with pytest.raises(refusals.PlacementOver):
        check(house, placement, MARKS[0])


def test_an_end_frees_the_position_and_the_slot_and_a_shortfall_is_told(house: WorkHouse) -> None:
    contract, vacancies = house.quotas.register_contract(house.terms(workforce=10), REFRIGERATION, conditions())
    candidate = house.selected(house.vacancies.vacancy(vacancies[0]))
    placement = house.placed(candidate)
    assert (house.quotas.contract(contract.id).missing, house.vacancies.vacancy(vacancies[0]).free) == (0, 0)
    end(house, placement)
    assert (house.quotas.contract(contract.id).missing, house.vacancies.vacancy(vacancies[0]).free) == (1, 1)
    short = next(m["data"] for m in house.messages if m["type"].endswith("shortfall-detected.v1"))
    assert (short["counted_by"], short["required"], short["counted"]) == ("placements", 1, 0)


def test_an_end_lies_between_what_was_found_and_today(house: WorkHouse, clock: Clock) -> None:
    placement = house.own()
    with pytest.raises(refusals.EndsBeforeItLasted):
        end(house, placement, TODAY - timedelta(1))
    with pytest.raises(refusals.PlacementAhead):
        end(house, placement, TODAY + timedelta(1))
    clock.pass_by(days=40)
    placement = check(house, placement, MARKS[0])
    with pytest.raises(refusals.EndsBeforeItLasted):
        end(house, placement, TODAY + timedelta(29))
    assert end(house, placement, TODAY + timedelta(30)).ended_on == TODAY + timedelta(30)


def test_nobody_is_late_with_what_nobody_knew(house: WorkHouse) -> None:
    placement = house.own(started_on=TODAY - timedelta(100))
    assert list(placement.due) == list(MARKS[2:])
    assert house.waits("DL14", placement.id, "30") is None
    assert check(house, placement, MARKS[0]).checks == {MARKS[0]: "retained"}


def test_a_placement_starts_when_it_starts_and_prison_work_in_prison(house: WorkHouse) -> None:
    with pytest.raises(refusals.PlacementAhead):
        house.own(started_on=TODAY + timedelta(1))
    with pytest.raises(refusals.PrisonWorkInPrison):
        house.own(kind=PlacementKind.PRISON_WORK)
    inside = house.own(
        kind=PlacementKind.PRISON_WORK, setting=WorkSetting.IN_PRISON, client_type=ClientType.DEPRIVED_OF_LIBERTY
    )
    assert inside.running


def test_only_who_was_selected_is_placed_and_once(house: WorkHouse) -> None:
    with pytest.raises(candidate_refusals.NotSelected):
        house.placed(house.presented())
    candidate = house.selected(person_id=uuid4(), grant_id=uuid4())
    house.placed(candidate)
    with pytest.raises(refusals.PlacementAlreadyStarted):
        house.placed(candidate)


def test_only_the_persons_own_completed_training_is_linked(house: WorkHouse) -> None:
    with pytest.raises(refusals.LinkedTrainingUnfit):
        house.own(linked_enrolment_id=house.enrolled().id)
    with pytest.raises(refusals.LinkedTrainingUnfit):
        house.own(linked_enrolment_id=house.completed(person_id=uuid4()).id)


def test_a_suspension_gives_the_office_longer_to_ask(house: WorkHouse, clock: Clock) -> None:
    placement, later = house.own(), date(2025, 5, 30)
    house.placements.extend_check(placement.id, MARKS[0], later)
    assert house.placements.placement(placement.id).due[MARKS[0]] == later
    clock.pass_by(days=31)
    check(house, placement, MARKS[0])
    house.placements.extend_check(placement.id, MARKS[0], later)
    assert house.happened(placement.id)[-1] == "Retained"


def test_nothing_is_begun_for_who_was_erased(house: WorkHouse) -> None:
    house.erased(PERSON)
    with pytest.raises(SubjectErased):
        house.own()
    with pytest.raises(SubjectErased):
        house.enrolled()
    with pytest.raises(SubjectErased):
        house.presented()
    with pytest.raises(SubjectErased):
        house.credit()
