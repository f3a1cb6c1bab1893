"""Commands and queries of placements: from a candidate or without a vacancy, and whether they last (PL16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import ExitReason, PlacementKind, RetentionMark
from infra.deadlines.reading import due_under
from infra.erasure.application import refuse_erased
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import happening
from services.referrals.cases.links import shown_person, stands_for
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.transfers.custodies import refuse_unless_leading
from services.referrals.work.applications.placing import WorkApplication, running_at, save_at
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.domain.enrolment import Enrolment, EnrolmentStatus
from services.referrals.work.domain.placement import Engagement, Placement, RetentionCheck
from services.referrals.work.domain.placement_refusals import (
    LinkedTrainingUnfit,
    NotForTheQuota,
    PlacementAlreadyStarted,
)
from services.referrals.work.domain.quota_contract import QuotaContract
from services.referrals.work.domain.vacancy import Vacancy
from services.referrals.work.domain.workplace import Workplace
from services.referrals.work.views.placements import ListedPlacement, Placements
from services.referrals.work.views.retention_checks import CheckDue, RetentionChecks

UNDER_THE_QUOTA = frozenset({ClientType.PRE_RELEASE, ClientType.RELEASED, ClientType.DEPRIVED_OF_LIBERTY})


class PlacementsApplication(WorkApplication):
    def start(self, engagement: Engagement, workplace: Workplace) -> Placement:
        """Work that no vacancy offered: self-employment, a cooperative, prison work, a relative's workshop (F15)."""
        with self.unit_of_work() as unit:
            return _started(unit, engagement, workplace)

    def place(
        self, candidate_id: UUID, client_type: ClientType, kind: PlacementKind, started_on: date,
        linked_enrolment_id: UUID | None = None,
    ) -> Placement:  # fmt: skip
        """A selected candidate has begun; under a quota contract one more slot is filled.

        Raises NotFound, SubjectErased, NotSelected, PlacementAlreadyStarted, NotForTheQuota, LinkedTrainingUnfit,
        PlacementAhead, PrisonWorkInPrison.
        """
        with self.unit_of_work() as unit:
            candidate = unit.get(Candidate, candidate_id)
            candidate.refuse_unless_selected()
            about = candidate.candidacy
            vacancy = unit.get(Vacancy, about.vacancy_id)
            engagement = Engagement(
                about.person_id, about.office_id, client_type, kind, vacancy.occupation.setting,
                vacancy.occupation.code, started_on, vacancy.occupation.value_chain_role, linked_enrolment_id,
                candidate.id, vacancy.id, about.employer_id, vacancy.contract_id,
            )  # fmt: skip
            if unit.exists(Placement, Placement.create_id(engagement)):
                raise PlacementAlreadyStarted
            return _started(unit, engagement, vacancy.workplace)

    def placement(self, placement_id: UUID) -> Placement:
        with self.unit_of_work() as unit:
            return unit.get(Placement, placement_id)

    def candidate_office(self, candidate_id: UUID) -> UUID:
        """Whose office presented a candidate. Raises NotFound."""
        with self.unit_of_work() as unit:
            office_id: UUID = unit.get(Candidate, candidate_id).candidacy.office_id
        return office_id

    def record_check(self, placement_id: UUID, expected: int, mark: RetentionMark, retained: bool) -> Placement:
        with self.changing(Placement, placement_id, expected) as placement:
            placement.record_check(mark, retained)
        return placement

    def end(self, placement_id: UUID, expected: int, ended_on: date, reason: ExitReason) -> Placement:
        """The position is free again, and a slot of the quota too."""
        with self.unit_of_work() as unit:
            placement = unit.get(Placement, placement_id, expected)
            placement.end(ended_on, reason)
            about = placement.engagement
            if about.vacancy_id is not None and about.candidate_id is not None:
                vacancy = unit.get(Vacancy, about.vacancy_id)
                vacancy.release_position(about.candidate_id)
                save_at(unit, vacancy.workplace, vacancy)
            if about.contract_id is not None:
                contract = unit.get(QuotaContract, about.contract_id)
                contract.vacate_slot(placement.id)
                save_at(unit, contract.workplace, contract)
            save_at(unit, placement.workplace, placement)
        return placement

    def extend_check(self, placement_id: UUID, mark: RetentionMark, due_on: date) -> None:
        with self.changing(Placement, placement_id) as placement:
            placement.extend_check(mark, due_on)

    def person_of(self, placement: Placement, offices: Sequence[UUID]) -> UUID:
        """Who works, as one of these offices knows the person."""
        with self.unit_of_work() as unit:
            return shown_person(unit, placement.engagement.person_id, offices)

    def placements_of(
        self, office_id: UUID, offices: Sequence[UUID], limit: int, after: tuple[Any, ...] | None = None
    ) -> list[ListedPlacement]:
        links, last = self.view(PersonLinks), after[0] if after else None
        with self.unit_of_work() as unit:
            return self.view(Placements).of_office(unit, office_id, links, offices, limit, last)

    def checks_due(
        self, office_id: UUID, offices: Sequence[UUID], until: date | None, limit: int,
        after: tuple[Any, ...] | None = None,
    ) -> list[CheckDue]:  # fmt: skip
        """Whom an office has to ask whether the work goes on, the earliest first; until a day, or all."""
        with self.unit_of_work() as unit:
            return self.view(RetentionChecks).of_office(
                unit, office_id, self.view(PersonLinks), offices, until, limit, after
            )


def _started(unit: UnitOfWork, engagement: Engagement, workplace: Workplace) -> Placement:
    refuse_erased(unit, engagement.person_id)
    refuse_unless_leading(unit, engagement.person_id, engagement.office_id)
    if engagement.contract_id is not None and engagement.client_type not in UNDER_THE_QUOTA:
        raise NotForTheQuota
    _refuse_unless_linked(unit, engagement)
    placement = Placement.start(engagement, _checks(unit, engagement.started_on, workplace), workplace)
    if engagement.contract_id is not None:
        contract = unit.get(QuotaContract, engagement.contract_id)
        contract.fill_slot(placement.id)
        save_at(unit, contract.workplace, contract)
    save_at(unit, workplace, placement)
    return placement


def _refuse_unless_linked(unit: UnitOfWork, engagement: Engagement) -> None:
    if engagement.linked_enrolment_id is None:
        return
    enrolment = unit.get(Enrolment, engagement.linked_enrolment_id)
    one = stands_for(unit, enrolment.attendance.person_id) == stands_for(unit, engagement.person_id)
    if not one or enrolment.status is not EnrolmentStatus.COMPLETED:
        raise LinkedTrainingUnfit


def _checks(unit: UnitOfWork, started_on: date, workplace: Workplace) -> tuple[RetentionCheck, ...]:
    """Those whose day has not passed: nobody is late with what nobody knew."""
    start = datetime.combine(started_on, time(), ZoneInfo(workplace.zone))
    today, place = workplace.day_of(happening()), running_at(workplace)
    due = ((mark, due_under(unit, "DL14", start, place, mark.value).on) for mark in RetentionMark)
    return tuple(RetentionCheck(mark, on) for mark, on in due if today <= on)
