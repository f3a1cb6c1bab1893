"""Erasure requests and retention holds: bring in, check, approve by two, refuse; and how far it has come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody, PageSchema
from services.intake.people import access
from services.intake.people.applications.erasures import ErasureRequestsApplication as Requests
from services.intake.people.domain.erasure_request import ErasureRequest
from services.intake.people.schemas import erasures as schemas

blp = Blueprint("erasure-requests", url_prefix="/v1/erasure-requests", application=Requests)
holds = Blueprint("retention-holds", url_prefix="/v1/persons/<uuid:person_id>/retention-holds", application=Requests)
ONE = "/<uuid:request_id>"


@blp.command("", schemas.ErasureRequestBody, scope="erasures:write", creates=True)
def open_request(app: Requests, body: dict[str, Any], caller: Caller) -> Created:
    """Bring in what a person, or who acts for the person, asks for."""
    access.knows(caller, app.person(body["person_id"]))
    request = app.open_request(body["person_id"], body["requested_by"], caller.subject)
    return Created(request.id, request.version)


@blp.command(f"{ONE}/identity-check", schemas.IdentityBody, scope="erasures:write")
def check_identity(app: Requests, body: dict[str, Any], caller: Caller, request_id: UUID, expected: int) -> Changed:
    """It is the person who asks; the other stores are asked what is under way."""
    access.works_in(caller, app.leading(request_id))
    return _changed(app.check_identity(request_id, expected, body["method"]))


@blp.command(f"{ONE}/inquiry", EmptyBody, scope="erasures:write")
def ask_stores(app: Requests, body: dict[str, Any], caller: Caller, request_id: UUID, expected: int) -> Changed:
    """Ask the other stores again, when what was under way has ended."""
    access.works_in(caller, app.leading(request_id))
    return _changed(app.ask_stores(request_id, expected))


@blp.command(f"{ONE}/legal-check", schemas.LegalCheckBody, scope="erasures:admin")
def check_legally(app: Requests, body: dict[str, Any], caller: Caller, request_id: UUID, expected: int) -> Changed:
    """There is a ground, no hold keeps the data, and nothing is under way."""
    _oversees(app, caller, request_id)
    return _changed(app.check_legally(request_id, expected, body["basis"]))


@blp.command(f"{ONE}/approvals", EmptyBody, scope="erasures:approve")
def approve(app: Requests, body: dict[str, Any], caller: Caller, request_id: UUID, expected: int) -> Changed:
    """One of two approvals by different people; after the second there is no way back."""
    _oversees(app, caller, request_id)
    return _changed(app.approve(request_id, expected, caller.subject))


@blp.command(f"{ONE}/refusal", schemas.RefusalBody, scope="erasures:admin")
def refuse(app: Requests, body: dict[str, Any], caller: Caller, request_id: UUID, expected: int) -> Changed:
    """Not to be done, on a ground that is told to who asked."""
    _oversees(app, caller, request_id)
    return _changed(app.refuse(request_id, expected, body["ground"]))


@blp.query(ONE, schemas.ErasureRequestAnswer, scope="erasures:read")
def read_request(app: Requests, caller: Caller, request_id: UUID) -> Found:
    """Where a request stands, what holds the data, and what each store has erased."""
    request = app.request(request_id)
    office_id = app.leading(request_id)
    access.handles_request(caller, office_id, app.uf_of(office_id))
    shown = {
        "id": request.id,
        "approvals": len(request.approvers),
        "under_way": sum(request.answers.values()) if request.answers else None,
        "holds": app.retention(request.person_id).in_force,
        "erased": [{"store": s, "keys": k, "rows": r} for s, (k, r) in sorted(request.erased.items())],
    }
    own = ("person_id", "status", "requested_by", "basis", "ground")
    return Found(shown | {name: getattr(request, name) for name in own}, request.version)


@blp.query_list("", schemas.RequestLineAnswer, scope="erasures:admin", filters=PageSchema)
def list_requests(app: Requests, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The requests of the caller's states, oldest first."""
    found = app.requests(list(caller.uf), page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.request_id,))


@holds.command("", schemas.HoldBody, scope="erasures:admin", creates=True)
def place_hold(app: Requests, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """Keep somebody's data for now."""
    access.in_territory(caller, app.uf_of(app.person(person_id).office_id))
    retention, hold_id = app.place_hold(person_id, **body)
    return Created(hold_id, retention.version)


@holds.command("/<uuid:hold_id>/lifting", EmptyBody, scope="erasures:admin", creates=True)
def lift_hold(app: Requests, body: dict[str, Any], caller: Caller, person_id: UUID, hold_id: UUID) -> Created:
    """Nothing needs the data any more."""
    access.in_territory(caller, app.uf_of(app.person(person_id).office_id))
    retention = app.lift_hold(person_id, hold_id)
    return Created(hold_id, retention.version, location=f"/v1/persons/{person_id}/retention-holds/{hold_id}")


def _oversees(app: Requests, caller: Caller, request_id: UUID) -> None:
    access.in_territory(caller, app.uf_of(app.leading(request_id)))


def _changed(request: ErasureRequest) -> Changed:
    return Changed(request.version, {"status": request.status})
