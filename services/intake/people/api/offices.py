"""Offices: register, add managing parties, open."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.application import IntakeApplication
from services.intake.people.schemas import ManagingPartyBody, OfficeAnswer, OfficeBody

blp = Blueprint("offices", url_prefix="/v1/offices")


@blp.command("", OfficeBody, scope="offices:write", creates=True)
def register_office(app: IntakeApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Register a planned Social Office."""
    access.in_territory(caller, body["uf"])
    office = app.register_office(**body)
    return Created(office.id, office.version)


@blp.command("/<uuid:office_id>/managing-parties", ManagingPartyBody, scope="offices:write")
def add_managing_party(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """Name an organisation that manages the office, and for which power."""
    access.in_territory(caller, app.office(office_id).uf)
    office = app.add_managing_party(office_id, expected, **body)
    return Changed(office.version)


@blp.command("/<uuid:office_id>/opening", EmptyBody, scope="offices:write")
def open_office(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """Open an office that both powers manage."""
    access.in_territory(caller, app.office(office_id).uf)
    office = app.open_office(office_id, expected)
    return Changed(office.version, {"status": office.status})


@blp.query("/<uuid:office_id>", OfficeAnswer, scope="offices:read")
def read_office(app: IntakeApplication, caller: Caller, office_id: UUID) -> Found:
    """One office."""
    office = app.office(office_id)
    access.in_territory(caller, office.uf)
    return Found(office, office.version)
