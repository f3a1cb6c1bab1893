"""Papers under a name that is no longer the person's: an office's list, and what became of each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Created, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.intake.people import access
from services.intake.people.applications.papers import PapersApplication
from services.intake.people.schemas import papers as schemas

blp = Blueprint("outdated-papers", url_prefix="/v1/outdated-papers", application=PapersApplication)
of_persons = Blueprint("papers", url_prefix="/v1/persons/<uuid:person_id>/papers", application=PapersApplication)


@blp.query_list("", schemas.OutdatedPaperAnswer, scope="persons:read", filters=schemas.PaperFilters)
def list_outdated_papers(app: PapersApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What an office has issued under another name than the person's present one, the longest outdated first."""
    access.works_in(caller, filters["office_id"])
    found = app.outdated(filters["office_id"], page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.outdated_since, line.paper_id))


@of_persons.command("/<uuid:paper_id>/settlement", schemas.SettlementBody, scope="persons:write", creates=True)
def settle_paper(
    app: PapersApplication, body: dict[str, Any], caller: Caller, person_id: UUID, paper_id: UUID
) -> Created:
    """The person has a new one, the old one was taken back, or the person wants to keep it."""
    office_id = app.leading(person_id, paper_id)
    access.works_in(caller, office_id)
    papers = app.settle(person_id, paper_id, **body)
    return Created(paper_id, papers.version, location=f"/v1/outdated-papers?office_id={office_id}")
