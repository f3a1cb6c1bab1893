"""Persons: register, say how one wants to be called, declare; and what a consent lets others read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.intake.people import access
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.schemas.intake import (
    CivilNameAnswer,
    DisclosureAnswer,
    GenderBody,
    PersonAnswer,
    PersonBody,
    RaceColourBody,
    SharedFieldsAnswer,
    SharedFieldsFilters,
    SocialNameBody,
)

blp = Blueprint("persons", url_prefix="/v1/persons")


@blp.command("", PersonBody, scope="persons:write", creates=True)
def register_person(app: IntakeApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Register somebody, with or without documents and names."""
    office_id = access.own_office(caller)
    person = app.register_person(office_id=office_id, **body)
    return Created(person.id, person.version)


@blp.command("/<uuid:person_id>/social-name", SocialNameBody, scope="persons:write")
def declare_social_name(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, person_id: UUID, expected: int
) -> Changed:
    """How the person wants to be called, everywhere and first."""
    access.attends(caller, app.person(person_id))
    return Changed(app.declare_social_name(person_id, expected, **body).version)


@blp.command("/<uuid:person_id>/race-colour", RaceColourBody, scope="persons:write")
def declare_race_colour(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, person_id: UUID, expected: int
) -> Changed:
    """Race/colour as the person declares it; asked, never inferred."""
    access.attends(caller, app.person(person_id))
    return Changed(app.declare_race_colour(person_id, expected, **body).version)


@blp.command("/<uuid:person_id>/gender", GenderBody, scope="persons:write")
def declare_gender(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, person_id: UUID, expected: int
) -> Changed:
    """Gender identity as the person declares it."""
    access.attends(caller, app.person(person_id))
    return Changed(app.declare_gender(person_id, expected, **body).version)


@blp.query("/<uuid:person_id>", PersonAnswer, scope="persons:read")
def read_person(app: IntakeApplication, caller: Caller, person_id: UUID) -> Found:
    """One person, by the name to call."""
    person = app.person(person_id)
    access.knows(caller, person)
    name = app.called(person, caller.opening("service", LegalBasis.PUBLIC_POLICY))
    body = {"id": person.id, "display_name": name, "client_types": person.client_types}
    body |= {"merged_into": access.merged_into(caller, person), "joined": person.joined}
    return Found(body, person.version)


@blp.query("/<uuid:person_id>/civil-name", CivilNameAnswer, scope="persons:civil-name")
def read_civil_name(app: IntakeApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """The civil name, for the internal administrative needs of Decree 8.727/2016 only."""
    person = app.person(person_id)
    access.knows(caller, person)
    return {"civil_name": app.opened(person.civil_name, caller.opening("civil-name", LegalBasis.PUBLIC_POLICY))}


@blp.query(
    "/<uuid:person_id>/shared-fields",
    SharedFieldsAnswer,
    scope="persons:share",
    filters=SharedFieldsFilters,
)
def read_shared_fields(
    app: IntakeApplication, caller: Caller, person_id: UUID, filters: dict[str, Any]
) -> dict[str, Any]:
    """What a grant lets a recipient read at this moment; 410 once it is withdrawn. For the service `referrals`."""
    access.asks_for_a_partner(caller)
    shared = app.shared_fields(
        person_id,
        filters["grant"],
        filters["recipient"],
        access.wanted_fields(filters["fields_wanted"]),
        caller.opening("referral", LegalBasis.CONSENT),
    )
    return {"fields_shared": shared}


@blp.query_list("/<uuid:person_id>/disclosures", DisclosureAnswer, scope="disclosures:read")
def list_disclosures(
    app: IntakeApplication, caller: Caller, filters: dict[str, Any], page: PageRequest, person_id: UUID
) -> Page:
    """Who was given what of the person, when and why: for the person concerned, and for the team that acts for her."""
    access.concerns_or_acts_for(caller, app.person(person_id))
    found = app.disclosures(person_id, page.limit + 1, page.after)
    return page_of(found, page, lambda one: (one.read_at, one.disclosure_id))
