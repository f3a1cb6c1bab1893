"""Offices: register, add managing parties, go from step to step, close; and read one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.kernel import now
from infra.web.answers import Changed, Created, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.applications.offices import OfficesApplication
from services.intake.people.domain.office import Office
from services.intake.people.schemas.intake import ManagingPartyBody, OfficeBody
from services.intake.people.schemas.offices import ClosingBody, WholeOfficeAnswer

blp = Blueprint("offices", url_prefix="/v1/offices")
steps = Blueprint("office-steps", url_prefix="/v1/offices/<uuid:office_id>", application=OfficesApplication)


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
    return _changed(app.open_office(office_id, expected))


@blp.query("/<uuid:office_id>", WholeOfficeAnswer, scope="offices:read")
def read_office(app: IntakeApplication, caller: Caller, office_id: UUID) -> Found:
    """One office, with what it offers."""
    office = app.office(office_id)
    access.in_territory(caller, office.uf)
    team = [{"professional": who, "role": role} for who, role in sorted(office.team)]
    coming = sorted((v for v in office.visits.values() if v.ends_at > now()), key=lambda v: (v.begins_at, v.visit_id))
    offered = {"channels": list(office.channels.values()), "methodologies": list(office.practices.values())}
    named = ("id", "name", "level", "uf", "municipality_ibge7", "zone", "status", "receiving_office_id")
    body = {name: getattr(office, name) for name in named} | offered | {"team": team, "visits": coming}
    return Found(body, office.version)


@steps.command("/agreement", EmptyBody, scope="offices:write")
def agree_on_office(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """The powers have agreed to manage it together."""
    access.in_territory(caller, app.office(office_id).uf)
    return _changed(app.agree(office_id, expected))


@steps.command("/installation", EmptyBody, scope="offices:write")
def install_office(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """Rooms and team are being made ready."""
    access.in_territory(caller, app.office(office_id).uf)
    return _changed(app.install(office_id, expected))


@steps.command("/suspension", EmptyBody, scope="offices:admin")
def suspend_office(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """Receive nobody until it resumes."""
    access.in_territory(caller, app.office(office_id).uf)
    return _changed(app.suspend(office_id, expected))


@steps.command("/resumption", EmptyBody, scope="offices:admin")
def resume_office(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """Receive people again."""
    access.in_territory(caller, app.office(office_id).uf)
    return _changed(app.resume(office_id, expected))


@steps.command("/closing", ClosingBody, scope="offices:admin")
def begin_closing_office(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """Begin to close: the people it follows are transferred to the receiving office, each with consent."""
    access.in_territory(caller, app.office(office_id).uf)
    return _changed(app.begin_closing(office_id, expected, body["receiving_office_id"]))


@steps.command("/closure", EmptyBody, scope="offices:admin")
def close_office(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """Closed for good; its records stay."""
    access.in_territory(caller, app.office(office_id).uf)
    return _changed(app.close(office_id, expected))


def _changed(office: Office) -> Changed:
    return Changed(office.version, {"status": office.status})
