"""Commands and queries of vacancies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.work import ReservedKind
from infra.kernel import now
from services.referrals.work.applications.placing import WorkApplication, active_partner, save_at, workplace_of
from services.referrals.work.domain.quota_contract import QuotaContract
from services.referrals.work.domain.vacancy import Conditions, Occupation, Vacancy
from services.referrals.work.domain.vacancy_refusals import QuotaNeedsContract
from services.referrals.work.views.vacancies import ListedVacancy, Search, Vacancies


class VacanciesApplication(WorkApplication):
    def publish_vacancy(
        self, employer_id: UUID, occupation: Occupation, conditions: Conditions, slots: int,
        reserved_kind: ReservedKind = ReservedKind.NONE, contract_id: UUID | None = None,
    ) -> Vacancy:  # fmt: skip
        """Raises NotFound, PartnerNotActive, QuotaNeedsContract, VacancyClosesBeforeItOpens."""
        with self.unit_of_work() as unit:
            employer = active_partner(unit, employer_id)
            if contract_id is not None and unit.get(QuotaContract, contract_id).terms.employer_id != employer_id:
                raise QuotaNeedsContract
            vacancy = Vacancy.publish(
                employer_id, occupation, conditions, slots, workplace_of(employer), reserved_kind, contract_id
            )
            save_at(unit, vacancy.workplace, vacancy)
        return vacancy

    def close_vacancy(self, vacancy_id: UUID, expected: int) -> Vacancy:
        with self.changing(Vacancy, vacancy_id, expected) as vacancy:
            vacancy.close()
        return vacancy

    def vacancy(self, vacancy_id: UUID) -> Vacancy:
        with self.unit_of_work() as unit:
            return unit.get(Vacancy, vacancy_id)

    def open_vacancies(self, search: Search, limit: int, after: tuple[Any, ...] | None = None) -> list[ListedVacancy]:
        with self.unit_of_work() as unit:
            return self.view(Vacancies).open(unit, search, now(), limit, after[0] if after else None)

    def vacancies_of(self, employer_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[ListedVacancy]:
        """An employer's own, the closed ones too."""
        with self.unit_of_work() as unit:
            return self.view(Vacancies).of_employer(unit, employer_id, limit, after[0] if after else None)
