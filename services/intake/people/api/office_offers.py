"""What an office offers: channels, team, methodologies, visits of the mobile unit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.offices import OfficesApplication
from services.intake.people.schemas.offices import (
    ChannelBody,
    ChannelRemovalBody,
    PracticeBody,
    TeamBody,
    VisitBody,
)

blp = Blueprint("office-offers", url_prefix="/v1/offices/<uuid:office_id>", application=OfficesApplication)


@blp.command("/channels", ChannelBody, scope="offices:write")
def offer_channel(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """By what the office can be reached, when, and whether that is accessible."""
    access.in_territory(caller, app.office(office_id).uf)
    return Changed(app.offer_channel(office_id, expected, **body).version)


@blp.command("/channel-removals", ChannelRemovalBody, scope="offices:write")
def withdraw_channel(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """The office is not reached by it any more."""
    access.in_territory(caller, app.office(office_id).uf)
    return Changed(app.withdraw_channel(office_id, expected, **body).version)


@blp.command("/team", TeamBody, scope="offices:write")
def join_team(app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int) -> Changed:
    """Somebody works here, in a role."""
    access.in_territory(caller, app.office(office_id).uf)
    return Changed(app.join_team(office_id, expected, **body).version)


@blp.command("/team-removals", TeamBody, scope="offices:write")
def leave_team(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """Somebody no longer works here in this role."""
    access.in_territory(caller, app.office(office_id).uf)
    return Changed(app.leave_team(office_id, expected, **body).version)


@blp.command("/methodologies", PracticeBody, scope="offices:write")
def adopt_methodology(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, expected: int
) -> Changed:
    """By which methodology the office works, and with which version of its tool."""
    access.in_territory(caller, app.office(office_id).uf)
    return Changed(app.adopt_methodology(office_id, expected, **body).version)


@blp.command("/mobile-unit-visits", VisitBody, scope="offices:write", creates=True)
def schedule_mobile_unit(app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID) -> Created:
    """The mobile unit will be in a municipality of the state."""
    access.in_territory(caller, app.office(office_id).uf)
    office, visit_id = app.schedule_mobile_unit(office_id, **body)
    return Created(visit_id, office.version, location=f"/v1/offices/{office_id}")


@blp.command("/mobile-unit-visits/<uuid:visit_id>/cancellation", EmptyBody, scope="offices:write")
def cancel_mobile_unit(
    app: OfficesApplication, body: dict[str, Any], caller: Caller, office_id: UUID, visit_id: UUID, expected: int
) -> Changed:
    """A visit to come does not take place."""
    access.in_territory(caller, app.office(office_id).uf)
    return Changed(app.cancel_mobile_unit(office_id, expected, visit_id).version)
