"""Vacancies to the network: organisations, occupations and numbers."""

from __future__ import annotations

from contracts import work as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.work.domain.vacancy import Vacancy


@publishes(Vacancy.Published)
def vacancy_published(event: Vacancy.Published, metadata: Metadata) -> out.VacancyPublished:
    return out.VacancyPublished(
        vacancy_id=event.originator_id,
        employer_id=event.employer_id,
        occupation_code=event.occupation.code,
        setting=event.occupation.setting,
        formal=event.occupation.formal,
        slots=event.slots,
        reserved_kind=event.reserved_kind,
        contract_id=event.contract_id,
        uf=event.workplace.uf,
        municipality_ibge7=event.workplace.municipality_ibge7,
    )


@publishes(Vacancy.Closed)
def vacancy_closed(event: Vacancy.Closed, metadata: Metadata) -> out.VacancyClosed:
    return out.VacancyClosed(vacancy_id=event.originator_id, employer_id=event.employer_id)
