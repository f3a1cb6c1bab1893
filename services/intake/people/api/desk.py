"""The desk's questions: an office's day in numbers, a person at a glance, and how often she or he came."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.intake.people import access
from services.intake.people.applications.desk import DeskApplication
from services.intake.people.schemas.offices import OfficeDayAnswer
from services.intake.people.schemas.receptions import PersonPageAnswer, ReceptionHeader

offices = Blueprint("office-days", url_prefix="/v1/offices/<uuid:office_id>/day", application=DeskApplication)
persons = Blueprint("person-pages", url_prefix="/v1/persons/<uuid:person_id>", application=DeskApplication)


@offices.query("", OfficeDayAnswer, scope="receptions:read")
def read_office_day(app: DeskApplication, caller: Caller, office_id: UUID) -> dict[str, Any]:
    """How today stands at an office: queue, receptions, reviews, requests, cases, visits. For its team."""
    access.works_in(caller, office_id)
    return app.day(office_id)


@persons.query("/page", PersonPageAnswer, scope="persons:read")
def read_person_page(app: DeskApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """One person at a glance, as far as the credential's scopes reach."""
    access.knows(caller, app.person(person_id))
    return app.page(person_id, caller.scopes, caller.opening("service", LegalBasis.PUBLIC_POLICY))


@persons.query_list("/receptions", ReceptionHeader, scope="receptions:read")
def list_receptions(
    app: DeskApplication, caller: Caller, filters: dict[str, Any], page: PageRequest, person_id: UUID
) -> Page:
    """When the person was received, the latest first."""
    access.knows(caller, app.person(person_id))
    found = app.receptions_of(person_id, page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.reception_id,))
