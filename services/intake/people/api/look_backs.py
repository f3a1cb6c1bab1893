"""Look-backs: how somebody lives 30 days, 6, 12 and 24 months after a release, as far as the person says it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.look_backs import LookBacksApplication as LookBacks
from services.intake.people.schemas import look_backs as schemas

blp = Blueprint("look-back-of-person", url_prefix="/v1/persons/<uuid:person_id>/look-back", application=LookBacks)
due = Blueprint("look-backs", url_prefix="/v1/look-backs", application=LookBacks)
NOTHING = {"housing": None, "work": None, "documents": None}


@blp.command("", schemas.LookBackBody, scope="plans:write", creates=True)
def start_look_back(app: LookBacks, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """Ask a released person after 30 days, 6, 12 and 24 months; a pre-release case starts it by itself."""
    access.attends(caller, app.person(person_id))
    look_back = app.start(person_id, **body)
    return Created(look_back.id, look_back.version, location=f"/v1/persons/{person_id}/look-back")


@blp.command("/reviews", schemas.OutcomeBody, scope="plans:write")
def review_outcome(app: LookBacks, body: dict[str, Any], caller: Caller, person_id: UUID, expected: int) -> Changed:
    """What the person wants to say at one of the points of time; every answer may be left out."""
    access.knows(caller, app.person(person_id))
    return Changed(app.review(person_id, expected, **body).version)


@blp.command("/end", schemas.LookBackEndBody, scope="plans:write")
def end_look_back(app: LookBacks, body: dict[str, Any], caller: Caller, person_id: UUID, expected: int) -> Changed:
    """Nobody asks any more: the person's choice, or because it cannot be asked."""
    access.knows(caller, app.person(person_id))
    return Changed(app.end(person_id, expected, **body).version)


@blp.command("/resumption", EmptyBody, scope="plans:write")
def resume_look_back(app: LookBacks, body: dict[str, Any], caller: Caller, person_id: UUID, expected: int) -> Changed:
    """The person wants to be asked again, or can be."""
    access.knows(caller, app.person(person_id))
    return Changed(app.resume(person_id, expected).version)


@blp.query("", schemas.LookBackAnswer, scope="plans:read")
def read_look_back(app: LookBacks, caller: Caller, person_id: UUID) -> Found:
    """On which release, and what was said; who read it is on record."""
    access.knows(caller, app.person(person_id))
    kept, said = app.opened(person_id, caller.opening("follow-up", LegalBasis.PUBLIC_POLICY))
    reviews = [{"mark": mark, **(outcome or NOTHING)} for mark, outcome in said.items()]
    return Found({**vars(kept), "reviews": reviews}, kept.version)


@due.query_list("", schemas.LookBackLineAnswer, scope="plans:read", filters=schemas.LookBacksDueFilters)
def list_look_backs_due(app: LookBacks, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Whom an office asks next, until a day or at all, the earliest first."""
    access.works_in(caller, filters["office_id"])
    found = app.due_at_office(filters["office_id"], filters["until"], page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.due_at, line.deadline_id))
