"""Candidates: presented under a consent, selected while a position is left, recalled with the consent (R1, R5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts import intake
from contracts.vocabulary.rights import ConsentScope, DataClass
from contracts.vocabulary.work import CandidacyEnd, NotSelectedReason, ReservedKind
from infra.kernel import NotFound
from infra.refusals import VersionConflict
from services.referrals.cases import reactions as cases_reactions
from services.referrals.cases.domain import known_grant as grants
from services.referrals.network.domain.partner_refusals import NoDataSharingClause
from services.referrals.work import reactions
from services.referrals.work.applications.candidates import CandidatesApplication
from services.referrals.work.domain import candidate_refusals as refusals
from services.referrals.work.domain import vacancy_refusals
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.domain.vacancy import Vacancy
from tests.clock import Clock
from tests.unit.referrals.house import GRANT, NOON, OFFICE, PERSON, TODAY
from tests.unit.referrals.work.house import ASKED, REFRIGERATION, WorkHouse, conditions

NO_ENVELOPE: Any = None


def withdrawn(house: WorkHouse) -> None:
    """As both contexts of the store hear of it."""
    message = intake.ConsentWithdrawn(
        person_id=PERSON, grant_id=GRANT, scope=ConsentScope.SHARE_WITH_PARTNER, recipients=()
    )
    cases_reactions.on_consent_withdrawn(house.cases, message, NO_ENVELOPE)
    reactions.on_consent_withdrawn(house.candidates, message, NO_ENVELOPE)


def again(house: WorkHouse, candidate: Candidate) -> Candidate:
    return house.candidates.candidate(candidate.id)


def test_somebody_is_presented_under_a_consent_and_selected(house: WorkHouse) -> None:
    vacancy = house.vacancy()
    candidate = house.presented(vacancy)
    selected = house.candidates.select(candidate.id, candidate.version)
    assert (selected.status, house.vacancies.vacancy(vacancy.id).free) == ("selected", 0)
    assert house.told[-2:] == ["candidate.presented", "candidate.selected"]
    assert house.messages[-1]["data"]["occupation_code"] == REFRIGERATION.code


def test_the_last_position_is_given_once(house: WorkHouse) -> None:
    vacancy = house.vacancy()
    first, second = house.presented(vacancy), house.presented(vacancy, person_id=uuid4(), grant_id=uuid4())
    house.candidates.select(first.id, first.version)
    with pytest.raises(vacancy_refusals.NoPositionLeft):
        house.candidates.select(second.id, second.version)
    assert again(house, second).status == "presented"


def test_two_at_once_for_the_last_position_conflict(house: WorkHouse) -> None:
    vacancy = house.vacancy()
    first, second = house.presented(vacancy), house.presented(vacancy, person_id=uuid4(), grant_id=uuid4())
    with house.store.begin() as slow:
        late = slow.get(Vacancy, vacancy.id)
        late.take_position(second.id)
        slow.save(late)
        with CandidatesApplication(house.store).store.begin() as quick:
            taken = quick.get(Vacancy, vacancy.id)
            taken.take_position(first.id)
            quick.save(taken)
            quick.commit()
        with pytest.raises(VersionConflict):
            slow.commit()
    assert house.vacancies.vacancy(vacancy.id).taken_by == {first.id}


def test_who_does_not_want_it_any_more_leaves_the_position(house: WorkHouse) -> None:
    vacancy = house.vacancy()
    candidate = house.selected(vacancy)
    ended = house.candidates.withdraw(candidate.id, candidate.version)
    assert (ended.status, house.vacancies.vacancy(vacancy.id).free) == ("withdrawn", 1)
    assert "reason" not in house.messages[-1]["data"]
    with pytest.raises(refusals.CandidacyOver):
        house.candidates.withdraw(ended.id, ended.version)


def test_an_employer_says_in_a_code_why_it_takes_nobody(house: WorkHouse) -> None:
    candidate = house.presented()
    other = house.candidates.do_not_select(candidate.id, candidate.version, NotSelectedReason.SCHEDULE)
    assert (other.status, house.messages[-1]["data"]["reason"]) == ("not_selected", "schedule")
    with pytest.raises(refusals.CandidacyDecided):
        house.candidates.select(other.id, other.version)
    with pytest.raises(refusals.CandidacyDecided):
        house.candidates.withdraw(other.id, other.version)


def test_nobody_decides_about_who_has_withdrawn(house: WorkHouse) -> None:
    candidate = house.presented()
    ended = house.candidates.withdraw(candidate.id, candidate.version)
    with pytest.raises(refusals.CandidacyOver):
        house.candidates.do_not_select(ended.id, ended.version, NotSelectedReason.OTHER)


def test_nobody_is_presented_twice_but_anew_with_a_new_consent(house: WorkHouse) -> None:
    vacancy = house.vacancy()
    candidate = house.presented(vacancy)
    with pytest.raises(refusals.CandidateAlreadyPresented):
        house.presented(vacancy)
    withdrawn(house)
    anew = house.presented(vacancy, grant_id=uuid4())
    assert (anew.id, anew.status, anew.recall_due_at) == (candidate.id, "presented", None)
    assert house.told[-1] == "candidate.presented-anew"
    assert house.waits("DL17", anew.id, str(GRANT)).status == "dropped"
    house.candidates.escalate_recall(anew.id)
    assert house.happened(anew.id)[-1] == "PresentedAnew"


def test_no_candidate_without_a_consent_for_this_employer_and_these_fields(house: WorkHouse) -> None:
    vacancy = house.vacancy()
    with pytest.raises(grants.GrantNotKnownYet):
        house.candidates.present(vacancy.id, PERSON, OFFICE, uuid4(), frozenset())
    with pytest.raises(grants.FieldsNotCovered):
        house.presented(vacancy, shared_fields=frozenset({DataClass.CIVIL_NAME}))
    other = house.consent(uuid4(), uuid4())
    with pytest.raises(grants.GrantForSomethingElse):
        house.candidates.present(vacancy.id, PERSON, OFFICE, other, frozenset())


def test_an_employer_without_a_data_clause_is_shown_nobody(house: WorkHouse) -> None:
    vacancy = house.vacancy(house.active(data_sharing_clause=False))
    with pytest.raises(NoDataSharingClause):
        house.presented(vacancy)


def test_a_vacancy_takes_candidates_on_its_days_only(house: WorkHouse) -> None:
    spans: tuple[dict[str, Any], ...] = (
        {"opens_on": TODAY + timedelta(1)},
        {"opens_on": TODAY - timedelta(9), "closes_on": TODAY - timedelta(1)},
    )
    for days in spans:
        vacancy = house.vacancy(**days)
        with pytest.raises(vacancy_refusals.VacancyNotOpen):
            house.presented(vacancy)
    with pytest.raises(vacancy_refusals.VacancyClosesBeforeItOpens):
        house.vacancy(closes_on=TODAY - timedelta(1))


def test_a_full_or_closed_vacancy_takes_nobody(house: WorkHouse) -> None:
    vacancy = house.vacancy()
    waiting = house.presented(vacancy, person_id=uuid4(), grant_id=uuid4())
    house.selected(vacancy)
    with pytest.raises(vacancy_refusals.NoPositionLeft):
        house.presented(vacancy, person_id=uuid4(), grant_id=uuid4())
    closed = house.vacancies.close_vacancy(vacancy.id, house.vacancies.vacancy(vacancy.id).version)
    with pytest.raises(vacancy_refusals.VacancyClosed):
        house.candidates.select(waiting.id, waiting.version)
    with pytest.raises(vacancy_refusals.VacancyClosed):
        house.vacancies.close_vacancy(closed.id, closed.version)


def test_what_is_reserved_for_the_quota_names_the_employers_contract(house: WorkHouse) -> None:
    contract, other = house.contract(), house.active()
    publish = house.vacancies.publish_vacancy
    with pytest.raises(vacancy_refusals.QuotaNeedsContract):
        publish(contract.terms.employer_id, REFRIGERATION, conditions(), 1, ReservedKind.PNAT)
    with pytest.raises(vacancy_refusals.QuotaNeedsContract):
        publish(contract.terms.employer_id, REFRIGERATION, conditions(), 1, ReservedKind.NONE, contract.id)
    with pytest.raises(vacancy_refusals.QuotaNeedsContract):
        publish(other.id, REFRIGERATION, conditions(), 1, ReservedKind.PNAT, contract.id)
    with pytest.raises(NotFound):
        publish(other.id, REFRIGERATION, conditions(), 1, ReservedKind.PNAT, uuid4())


def test_a_withdrawn_consent_ends_what_waits_and_recalls_what_was_shown(house: WorkHouse) -> None:
    candidate = house.presented()
    withdrawn(house)
    ended = again(house, candidate)
    assert (ended.status, ended.reason) == ("withdrawn", "consent_withdrawn")
    assert ended.recall_due_at == datetime(2025, 4, 29, 3, 59, 59, tzinfo=UTC)
    assert house.waits("DL17", ended.id, str(GRANT)).status == "open"
    with pytest.raises(refusals.CandidateRecalled):
        house.candidates.shared_fields(ended, "employer")
    house.candidates.confirm_recall(ended.id, ended.version)
    assert house.waits("DL17", ended.id, str(GRANT)).status == "met"
    with pytest.raises(refusals.NoRecallToConfirm):
        house.candidates.confirm_recall(ended.id, again(house, ended).version)


def test_who_has_the_work_keeps_it_and_the_data_are_recalled(house: WorkHouse) -> None:
    vacancy = house.vacancy()
    candidate = house.selected(vacancy)
    withdrawn(house)
    kept = again(house, candidate)
    assert (kept.status, kept.recall_due_at is not None) == ("selected", True)
    assert house.vacancies.vacancy(vacancy.id).free == 0


def test_a_consent_that_has_run_out_ends_it_as_well_and_once(house: WorkHouse) -> None:
    candidate = house.presented()
    expired = intake.ConsentExpired(
        person_id=PERSON, grant_id=GRANT, scope=ConsentScope.SHARE_WITH_PARTNER, recipients=()
    )
    for _ in range(2):
        reactions.on_consent_expired(house.candidates, expired, NO_ENVELOPE)
    assert again(house, candidate).reason == CandidacyEnd.CONSENT_EXPIRED
    assert house.happened(candidate.id) == ["Presented", "Withdrawn", "SharedDataRecallSent"]


def test_nothing_is_recalled_where_nothing_was_shared(house: WorkHouse) -> None:
    candidate = house.presented(shared_fields=frozenset())
    withdrawn(house)
    assert (again(house, candidate).status, again(house, candidate).recall_due_at) == ("withdrawn", None)


def test_a_consent_that_nobody_relied_on_needs_nothing(house: WorkHouse) -> None:
    house.candidates.follow_withdrawal(uuid4(), CandidacyEnd.CONSENT_WITHDRAWN)
    assert house.messages == []


def test_a_recall_that_nobody_confirms_is_told_and_can_be_extended(house: WorkHouse) -> None:
    candidate = house.presented()
    withdrawn(house)
    later = NOON + timedelta(days=20)
    house.candidates.extend_recall(candidate.id, later)
    house.candidates.escalate_recall(candidate.id)
    assert house.happened(candidate.id)[-2:] == ["RecallExtended", "RecallOverdue"]
    assert again(house, candidate).recall_due_at == later


def test_the_rule_of_recalls_is_shared_and_each_looks_after_its_own(house: WorkHouse) -> None:
    """Referrals and candidates have one rule: both contexts are called for every recall."""
    candidate = house.presented()
    referral = house.draft()
    house.cases.escalate_recall(candidate.id)
    house.candidates.escalate_recall(referral.id)
    assert (house.happened(candidate.id), house.happened(referral.id)) == (["Presented"], ["Drafted"])


def test_fields_are_read_while_it_waits_and_thirty_days_after_a_selection(house: WorkHouse, clock: Clock) -> None:
    vacancy = house.vacancy(slots=2)
    refused = house.presented(vacancy, person_id=uuid4(), grant_id=uuid4())
    selected = house.selected(vacancy)
    refused = house.candidates.do_not_select(refused.id, refused.version, NotSelectedReason.OTHER)
    with pytest.raises(refusals.CandidateDataOver):
        house.candidates.shared_fields(refused, "employer")
    clock.pass_by(days=29)
    assert callable(house.candidates.shared_fields(selected, "employer"))
    clock.pass_by(days=1)
    with pytest.raises(refusals.CandidateDataOver):
        house.candidates.shared_fields(selected, "employer")


def test_what_an_employer_may_ask_for_has_no_code_for_a_past() -> None:
    """The only kinds of data that exist to be shared; a new one has to be thought of here."""
    assert {data_class.value for data_class in DataClass} == {
        "display_name", "civil_name", "birth_date", "accessibility_needs", "contact",
    }  # fmt: skip
    assert ASKED[0] in DataClass
