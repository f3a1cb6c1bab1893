"""An office that closes: whose transfer is due, for its team and the receiving one's; and where people go instead."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.offices import OfficeStatus
from infra.web.answers import Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.intake.people import access
from services.intake.people.applications.hand_overs import HandOversApplication
from services.intake.people.domain.office import Office
from services.intake.people.schemas.hand_overs import HandOverAnswer, OfficeEntryAnswer

blp = Blueprint("hand-overs", url_prefix="/v1/offices/<uuid:office_id>", application=HandOversApplication)
SHOWN = ("id", "name", "level", "uf", "municipality_ibge7", "zone", "status")


@blp.query_list("/hand-overs", HandOverAnswer, scope="plans:read")
def list_hand_overs(
    app: HandOversApplication, caller: Caller, filters: dict[str, Any], page: PageRequest, office_id: UUID
) -> Page:
    """Plans of an office that closes, each for a transfer of its own; the receiving team sees who has consented."""
    office = app.office(office_id)
    consented = access.receives(caller, office)
    found = app.due(office, page.limit + 1, page.after, consented=consented)
    return page_of(found, page, lambda line: (line.plan_id,))


@blp.query("/entry", OfficeEntryAnswer, scope="offices:read", everywhere=True)
def read_entry(app: HandOversApplication, caller: Caller, office_id: UUID) -> dict[str, Any]:
    """How an office is reached, asked from anywhere in the network; of one that closes, who receives instead."""
    office = app.office(office_id)
    successor = app.successor(office)
    return {**_entry(office), "successor": _entry(successor) if successor else None}


def _entry(office: Office) -> dict[str, Any]:
    """A closed office answers on no channel any more."""
    channels = [] if office.status is OfficeStatus.CLOSED else list(office.channels.values())
    return {**{name: getattr(office, name) for name in SHOWN}, "channels": channels}
