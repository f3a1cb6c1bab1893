"""Receptions: arrive, be called, be heard, leave; and the queue of an office."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import fields

from contracts.vocabulary.rights import LegalBasis
from infra.kernel import now
from infra.sealed import AccessContext
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import PageSchema
from services.intake.people import access
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.domain.priority import EXPLANATIONS, Circumstances
from services.intake.people.schemas.intake import (
    ArrivalBody,
    CompletionBody,
    QueueAnswer,
    ReceptionAnswer,
    StartBody,
    UrgentNeedBody,
)
from services.intake.people.texts import in_each_language
from services.intake.people.views.reception_queue import Waiting

blp = Blueprint("receptions", url_prefix="/v1/receptions")
SAID = ("danger_to_life", "age", "disability", "pregnant_or_with_small_children", "threatened")


class QueueFilters(PageSchema):
    office_id = fields.UUID(required=True)


@blp.command("", ArrivalBody, scope="receptions:write", creates=True)
def register_arrival(app: IntakeApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Queue somebody; the answer says the priority class, and how many are called before."""
    access.works_in(caller, body["office_id"])
    if body["person_id"] is not None:
        access.attends(caller, app.person(body["person_id"]))
    said = Circumstances(**{name: body.pop(name) for name in SAID})
    reception = app.register_arrival(circumstances=said, access_context=_queueing(caller), **body)
    place = {"priority_class": reception.priority_class, "ahead": app.ahead(reception)}
    return Created(reception.id, reception.version, place)


@blp.command("/<uuid:reception_id>/start", StartBody, scope="receptions:write")
def start_reception(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, reception_id: UUID, expected: int
) -> Changed:
    """Call somebody from the queue."""
    access.works_in(caller, app.responsible(reception_id))
    reception = app.start_reception(reception_id, expected, caller.subject, **body)
    return Changed(reception.version, {"waiting_seconds": reception.waiting_seconds})


@blp.command("/<uuid:reception_id>/urgent-needs", UrgentNeedBody, scope="receptions:write")
def identify_urgent_need(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, reception_id: UUID, expected: int
) -> Changed:
    """Something that cannot wait until tomorrow."""
    access.works_in(caller, app.responsible(reception_id))
    return Changed(app.identify_urgent_need(reception_id, expected, **body).version)


@blp.command("/<uuid:reception_id>/completion", CompletionBody, scope="receptions:write")
def complete_reception(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, reception_id: UUID, expected: int
) -> Changed:
    """End a reception with its outcome."""
    access.works_in(caller, app.responsible(reception_id))
    return Changed(app.complete_reception(reception_id, expected, **body).version)


@blp.query("/<uuid:reception_id>", ReceptionAnswer, scope="receptions:read")
def read_reception(app: IntakeApplication, caller: Caller, reception_id: UUID) -> Found:
    """One reception."""
    reception = app.reception(reception_id)
    access.works_in(caller, app.responsible(reception_id))
    return Found(reception, reception.version)


@blp.query_list("", QueueAnswer, scope="receptions:read", filters=QueueFilters)
def read_queue(app: IntakeApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Who waits at an office, in order, with the name to call and the reason for the place."""
    access.works_in(caller, filters["office_id"])
    waiting = app.queue(filters["office_id"], _queueing(caller), page.limit + 1, page.after)
    items = [_place(place, name) for place, name in waiting[: page.limit]]
    more = len(waiting) > page.limit
    last = waiting[page.limit - 1][0] if more else None
    return Page(items, last.key if last else None)


def _place(place: Waiting, name: Any) -> dict[str, Any]:
    reason = EXPLANATIONS[place.priority_class]
    waited = max(0, int((now() - place.arrived_at).total_seconds()))
    told = {"explanation": reason, "explanations": in_each_language(reason)}
    return {**vars(place), **told, "display_name": name, "waiting_seconds": waited}


def _queueing(caller: Caller) -> AccessContext:
    return caller.opening("queue", LegalBasis.PUBLIC_POLICY)
