"""Lists of people whose release may come: announce, send in chunks, complete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.intake.people import access
from services.intake.people.applications.pre_release_lists import PreReleaseListsApplication as Lists
from services.intake.people.applications.pre_release_lists import outcome
from services.intake.people.domain.pre_release_list import RenewedRow
from services.intake.people.schemas import pre_release as schemas

blp = Blueprint("pre-release-lists", url_prefix="/v1/pre-release-lists", application=Lists)


@blp.command("", schemas.ListBody, scope="imports:write", creates=True)
def open_list(app: Lists, body: dict[str, Any], caller: Caller) -> Created:
    """Announce a list; the answer says whether it is taken or rejected as a whole."""
    access.works_in(caller, body["office_id"])
    opened = app.open_list(**body)
    return Created(opened.id, opened.version, {"status": opened.status})


@blp.command("/<uuid:list_id>/chunks", schemas.ChunkBody, scope="imports:write", creates=True)
def take_chunk(app: Lists, body: dict[str, Any], caller: Caller, list_id: UUID) -> Created:
    """Take some rows, all of them or none; the answer names the rows of which no new case came, and why."""
    access.works_in(caller, app.pre_release_list(list_id).office_id)
    taken = app.take_rows(list_id, body["chunk"], body["rows"])
    found = outcome(taken, body["chunk"])
    said = {
        "status": taken.status,
        "cases": found.cases,
        "refused": [{"row": refusal.row, "code": refusal.code} for refusal in found.refused],
        "renewed": [_renewed(caller, row) for row in found.renewed],
        "noted": [{"row": note.row, "code": note.code} for note in found.noted],
    }
    return Created(list_id, taken.version, said, location=f"/v1/pre-release-lists/{list_id}")


@blp.command("/<uuid:list_id>/completion", schemas.ListCompletionBody, scope="imports:write")
def complete_list(app: Lists, body: dict[str, Any], caller: Caller, list_id: UUID, expected: int) -> Changed:
    """Every row that was announced is accounted for."""
    access.works_in(caller, app.pre_release_list(list_id).office_id)
    completed = app.complete(list_id, expected, **body)
    return Changed(completed.version, {"status": completed.status})


@blp.query("/<uuid:list_id>", schemas.ListAnswer, scope="imports:write")
def read_list(app: Lists, caller: Caller, list_id: UUID) -> Found:
    """How far a list is."""
    found = app.pre_release_list(list_id)
    access.works_in(caller, found.office_id)
    return Found(found, found.version)


def _renewed(caller: Caller, row: RenewedRow) -> dict[str, Any]:
    """Another office's case is not named."""
    case = str(row.case_id) if row.office_id in caller.offices else None
    return {"row": row.row, "case_id": case, "code": row.code}
