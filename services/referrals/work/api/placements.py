"""HTTP resources of placements and of the checks whether they last."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.referrals.work import access
from services.referrals.work.applications.placements import PlacementsApplication as Placements
from services.referrals.work.domain.placement import Engagement, Placement
from services.referrals.work.domain.workplace import Workplace
from services.referrals.work.schemas import placements as schemas
from services.referrals.work.schemas.candidates import OfOfficeFilters

blp = Blueprint("placements", url_prefix="/v1/placements", application=Placements)
of_candidates = Blueprint("candidate-placements", url_prefix="/v1/candidate-placements", application=Placements)
checks = Blueprint("retention-checks", url_prefix="/v1/retention-checks", application=Placements)
ONE = "/<uuid:placement_id>"
PLACE = ("uf", "municipality_ibge7", "zone")


@blp.command("", schemas.OwnPlacementBody, scope="placements:write", creates=True)
def start_placement(app: Placements, body: dict[str, Any], caller: Caller) -> Created:
    """Somebody has begun a work that no vacancy offered; relatives too."""
    access.works_in(caller, body["office_id"])
    workplace = Workplace(*(body.pop(name) for name in PLACE))
    placement = app.start(Engagement(**body), workplace)
    return Created(placement.id, placement.version)


@of_candidates.command("", schemas.CandidatePlacementBody, scope="placements:write", creates=True)
def place_candidate(app: Placements, body: dict[str, Any], caller: Caller) -> Created:
    """A selected candidate has begun; under a quota contract it counts from now on."""
    access.works_in(caller, app.candidate_office(body["candidate_id"]))
    placement = app.place(**body)
    return Created(placement.id, placement.version, location=f"/v1/placements/{placement.id}")


@blp.command(f"{ONE}/checks", schemas.CheckBody, scope="placements:write")
def record_check(app: Placements, body: dict[str, Any], caller: Caller, placement_id: UUID, expected: int) -> Changed:
    """Whether the work goes on after 30, 90, 180 or 365 days."""
    access.works_in(caller, app.placement(placement_id).engagement.office_id)
    return Changed(app.record_check(placement_id, expected, **body).version)


@blp.command(f"{ONE}/end", schemas.EndBody, scope="placements:write")
def end_placement(app: Placements, body: dict[str, Any], caller: Caller, placement_id: UUID, expected: int) -> Changed:
    """The work has ended, for a reason that blames nobody."""
    access.works_in(caller, app.placement(placement_id).engagement.office_id)
    return Changed(app.end(placement_id, expected, **body).version)


@blp.query(ONE, schemas.PlacementAnswer, scope="placements:read")
def read_placement(app: Placements, caller: Caller, placement_id: UUID) -> Found:
    """One placement, for its office."""
    placement = app.placement(placement_id)
    access.works_in(caller, placement.engagement.office_id)
    return Found({**_shown(placement), "person_id": app.person_of(placement, caller.offices)}, placement.version)


@blp.query_list("", schemas.ListedPlacementAnswer, scope="placements:read", filters=OfOfficeFilters)
def list_placements(app: Placements, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Who of an office has work, and who had."""
    access.works_in(caller, filters["office_id"])
    found = app.placements_of(filters["office_id"], caller.offices, page.limit + 1, page.after)
    return page_of(found, page, lambda placement: (placement.placement_id,))


@checks.query_list("", schemas.CheckDueAnswer, scope="placements:read", filters=schemas.CheckFilters)
def list_retention_checks(app: Placements, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Whom an office has to ask whether the work goes on, the earliest first."""
    office_id = filters["office_id"]
    access.works_in(caller, office_id)
    found = app.checks_due(office_id, caller.offices, filters.get("until"), page.limit + 1, page.after)
    return page_of(found, page, lambda check: (check.due_on, check.placement_id, check.mark))


def _shown(placement: Placement) -> dict[str, Any]:
    return {
        **vars(placement.engagement), "placement_id": placement.id, "ended_on": placement.ended_on,
        "exit_reason": placement.exit_reason,
        "checks": [{"mark": mark, "result": result} for mark, result in placement.checks.items()],
        "checks_due": [{"mark": mark, "due_on": on} for mark, on in placement.due.items()],
    }  # fmt: skip
