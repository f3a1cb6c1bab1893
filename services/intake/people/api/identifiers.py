"""Identifiers: record, take back, read; and who of an office has one, asked in a body and never in a URL."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Created
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.identifiers import IdentifiersApplication
from services.intake.people.schemas import identifiers as schemas

blp = Blueprint(
    "identifiers", url_prefix="/v1/persons/<uuid:person_id>/identifiers", application=IdentifiersApplication
)
lookups = Blueprint("person-lookups", url_prefix="/v1/person-lookups", application=IdentifiersApplication)


@blp.command("", schemas.IdentifierBody, scope="persons:write", creates=True)
def record_identifier(app: IdentifiersApplication, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """Record a number that the person has shown or said. Says which records of the office have it too."""
    access.attends(caller, app.person(person_id))
    identifiers, identifier_id, others = app.record_identifier(person_id, **body)
    return Created(identifier_id, identifiers.version, {"possible_duplicates": others})


@blp.command("/<uuid:identifier_id>/removal", EmptyBody, scope="persons:write", creates=True)
def remove_identifier(
    app: IdentifiersApplication, body: dict[str, Any], caller: Caller, person_id: UUID, identifier_id: UUID
) -> Created:
    """Take back what was recorded in error."""
    access.knows(caller, app.person(person_id))
    identifiers = app.remove_identifier(person_id, identifier_id)
    return Created(identifier_id, identifiers.version, location=f"/v1/persons/{person_id}/identifiers")


@blp.query("", schemas.IdentifiersAnswer, scope="persons:read")
def read_identifiers(app: IdentifiersApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """The person's numbers, for the team of the office."""
    access.knows(caller, app.person(person_id))
    return {"items": app.identifiers(person_id, caller.opening("identifiers", LegalBasis.PUBLIC_POLICY))}


@lookups.search("", schemas.LookupBody, schemas.PersonsFoundAnswer, scope="persons:read")
def look_up(app: IdentifiersApplication, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    """Who of the caller's office has this identifier."""
    access.works_in(caller, body["office_id"])
    return {"items": app.find(**body, opening=caller.opening("lookup", LegalBasis.PUBLIC_POLICY))}
