"""Every state, need and urgency of ours has its words in FHIR, and every word is one of the standard or the guide."""

from __future__ import annotations

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import Urgency
from services.referrals.cases.domain.standing import AppointmentStatus, Status
from services.referrals.cases.interchange import codes, profiles, statuses, subtasks
from services.referrals.cases.interchange.statuses import ROWS, Row


def test_every_state_has_one_row() -> None:
    assert {row.status for row in ROWS} >= set(Status)
    assert len({row.status for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.status)
def test_a_row_says_nothing_but_what_the_standard_and_the_guide_know(row: Row) -> None:
    assert row.request in profiles.REQUEST_STATUS
    assert row.task in profiles.REFERRAL_TASK_STATUS
    assert set(row.guide.values()) <= set(profiles.CAPACITIES)
    assert bool(row.says) == (row.task in profiles.TO_BE_EXPLAINED)


def test_a_tasks_status_means_one_thing_where_nothing_else_is_said() -> None:
    usual = [row.task for row in ROWS if row.usual]
    assert sorted(usual) == sorted(set(usual)) == sorted({row.task for row in ROWS})


def test_every_need_has_a_category_and_every_category_is_known() -> None:
    assert {codes.category(need) for need in NeedDomain} <= set(codes.DOMAINS)
    assert not set(codes.DOMAINS) & set(codes.ELSEWHERE)
    assert {codes.DOMAINS[codes.category(need)] for need in (NeedDomain.FOOD, NeedDomain.HOUSING)} == {
        NeedDomain.FOOD, NeedDomain.HOUSING,
    }  # fmt: skip


def test_every_urgency_is_a_priority_and_back() -> None:
    assert set(codes.PRIORITIES) == set(Urgency)
    assert {codes.URGENCIES[codes.PRIORITIES[urgency]] for urgency in Urgency} == set(Urgency)
    assert set(codes.URGENCIES) == set(profiles.PRIORITY)


def test_every_state_of_an_appointment_is_one_of_a_task_for_a_person() -> None:
    assert set(subtasks.MEETINGS) == set(AppointmentStatus)
    assert set(subtasks.MEETINGS.values()) <= set(profiles.PATIENT_TASK_STATUS)


def test_a_capacity_code_goes_with_the_reason_it_is_of() -> None:
    declined = statuses.OF["declined"]
    assert declined.reasons is not None
    said = {code.value: declined.reason(code) for code in declined.reasons}
    of_guide = {
        code for code, reason in said.items() for one in (reason or {})["coding"] if one["code"] == "no-capacity"
    }
    assert of_guide == {"no_capacity"}
