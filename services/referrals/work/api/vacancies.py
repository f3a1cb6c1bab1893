"""HTTP resources of vacancies: open to everybody in the network, for nothing in them is about a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.work import access
from services.referrals.work.applications.vacancies import VacanciesApplication as Vacancies
from services.referrals.work.domain.vacancy import Vacancy
from services.referrals.work.schemas import vacancies as schemas
from services.referrals.work.views.vacancies import Search

blp = Blueprint("vacancies", url_prefix="/v1/vacancies", application=Vacancies)
own = Blueprint("employer-vacancies", url_prefix="/v1/employer-vacancies", application=Vacancies)


@blp.command("", schemas.VacancyBody, scope="vacancies:write", creates=True)
def publish_vacancy(app: Vacancies, body: dict[str, Any], caller: Caller) -> Created:
    """Say what work there is, for how many, and the least that has to be known of a candidate."""
    access.speaks_for(caller, body["employer_id"], app.territory(body["employer_id"]))
    vacancy = app.publish_vacancy(**body)
    return Created(vacancy.id, vacancy.version)


@blp.command("/<uuid:vacancy_id>/closing", EmptyBody, scope="vacancies:write")
def close_vacancy(app: Vacancies, body: dict[str, Any], caller: Caller, vacancy_id: UUID, expected: int) -> Changed:
    """Take nobody any more."""
    vacancy = app.vacancy(vacancy_id)
    access.speaks_for(caller, vacancy.employer_id, vacancy.workplace.uf)
    return Changed(app.close_vacancy(vacancy_id, expected).version)


@blp.query("/<uuid:vacancy_id>", schemas.VacancyAnswer, scope="vacancies:read", everywhere=True)
def read_vacancy(app: Vacancies, caller: Caller, vacancy_id: UUID) -> Found:
    """One vacancy, open or not."""
    vacancy = app.vacancy(vacancy_id)
    return Found(_shown(vacancy), vacancy.version)


@blp.query_list("", schemas.VacancyAnswer, scope="vacancies:read", filters=schemas.VacancyFilters, everywhere=True)
def list_vacancies(app: Vacancies, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Those that take candidates, by place, occupation, setting and who can take them."""
    found = app.open_vacancies(Search(**filters), page.limit + 1, page.after)
    return page_of(found, page, lambda vacancy: (vacancy.vacancy_id,))


@own.query_list("", schemas.VacancyAnswer, scope="vacancies:read")
def list_own_vacancies(app: Vacancies, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """All of the caller's organisation, the closed ones too."""
    found = app.vacancies_of(access.organisation(caller), page.limit + 1, page.after)
    return page_of(found, page, lambda vacancy: (vacancy.vacancy_id,))


def _shown(vacancy: Vacancy) -> dict[str, Any]:
    work, place = vacancy.occupation, vacancy.workplace
    return {
        **vars(work), **vars(vacancy.conditions), "occupation_code": work.code, "vacancy_id": vacancy.id,
        "employer_id": vacancy.employer_id, "slots": vacancy.slots, "free": vacancy.free,
        "reserved_kind": vacancy.reserved_kind, "contract_id": vacancy.contract_id, "closed": vacancy.closed,
        "uf": place.uf, "municipality_ibge7": place.municipality_ibge7,
    }  # fmt: skip
