"""Corrections of a person's data, contact points with their safe hours, the address, and accommodations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Changed, Created
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.details import DetailsApplication
from services.intake.people.domain.contact_details import SafeHours
from services.intake.people.schemas import details as schemas

blp = Blueprint("person-details", url_prefix="/v1/persons/<uuid:person_id>", application=DetailsApplication)


@blp.command("/corrections", schemas.CorrectionBody, scope="persons:write")
def correct_person_data(
    app: DetailsApplication, body: dict[str, Any], caller: Caller, person_id: UUID, expected: int
) -> Changed:
    """What was written down wrongly: the civil name, the birth date, or both."""
    access.attends(caller, app.person(person_id))
    return Changed(app.correct_person_data(person_id, expected, **body).version)


@blp.command("/contact-points", schemas.ContactPointBody, scope="persons:write", creates=True)
def add_contact_point(app: DetailsApplication, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """How the person may be reached, and whether and when that is safe."""
    access.attends(caller, app.person(person_id))
    hours = body.pop("safe_hours")
    safe_hours = SafeHours(**hours) if hours else None
    details, contact_point_id = app.add_contact_point(person_id, **body, safe_hours=safe_hours)
    return Created(contact_point_id, details.version)


@blp.command("/contact-points/<uuid:contact_point_id>/removal", EmptyBody, scope="persons:write", creates=True)
def remove_contact_point(
    app: DetailsApplication, body: dict[str, Any], caller: Caller, person_id: UUID, contact_point_id: UUID
) -> Created:
    """It no longer leads to the person, or is no longer safe."""
    access.knows(caller, app.person(person_id))
    details = app.remove_contact_point(person_id, contact_point_id)
    return Created(contact_point_id, details.version, location=f"/v1/persons/{person_id}/contact-points")


@blp.command("/address", schemas.AddressBody, scope="persons:write", creates=True)
def declare_address(app: DetailsApplication, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """Where the person lives; the street and a shelter are addresses too."""
    access.attends(caller, app.person(person_id))
    details = app.declare_address(person_id, **body)
    return Created(details.id, details.version, location=f"/v1/persons/{person_id}/contact-points")


@blp.query("/contact-points", schemas.ContactsAnswer, scope="persons:read")
def read_contacts(app: DetailsApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """The contact points, which of them may be used at this moment, and the address."""
    access.knows(caller, app.person(person_id))
    return app.contacts(person_id, caller.opening("contact", LegalBasis.PUBLIC_POLICY))


@blp.command("/accommodations", schemas.AccommodationsBody, scope="accommodations:write", creates=True)
def declare_accommodations(app: DetailsApplication, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """How to address the person, in which languages, and what he or she needs; all of it may be left out."""
    access.attends(caller, app.person(person_id))
    found = app.declare_accommodations(person_id, **body)
    return Created(found.id, found.version, location=f"/v1/persons/{person_id}/accommodations")


@blp.query("/accommodations", schemas.AccommodationsAnswer, scope="accommodations:read")
def read_accommodations(app: DetailsApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """What was declared, for who works with the person."""
    access.knows(caller, app.person(person_id))
    return app.accommodations(person_id, caller.opening("accommodations", LegalBasis.PUBLIC_POLICY))
