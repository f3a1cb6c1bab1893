"""Problems: report, assign to an authority, record its analysis; and the inventory."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.commissions.coordination import access
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.domain.participation import Authority
from services.commissions.coordination.schemas import (
    AnalysisBody,
    AssignmentBody,
    ProblemAnswer,
    ProblemBody,
    ProblemFilters,
)

blp = Blueprint("problems", url_prefix="/v1/problems")


@blp.command("", ProblemBody, scope="problems:write", creates=True)
def report_problem(app: CoordinationApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Put an obstacle into the inventory, without naming anybody."""
    access.may_report(caller, body.get("uf"))
    problem = app.report_problem(**body)
    return Created(problem.id, problem.version)


@blp.command("/<uuid:problem_id>/assignment", AssignmentBody, scope="problems:admin")
def assign_problem(
    app: CoordinationApplication, body: dict[str, Any], caller: Caller, problem_id: UUID, expected: int
) -> Changed:
    """Ask an authority to analyse it."""
    access.may_report(caller, app.problem(problem_id).uf)
    authority = Authority(body["authority_id"], body["authority_type"], body["reach"])
    problem = app.assign_problem(problem_id, expected, authority, body.get("due_on"))
    return Changed(problem.version, {"status": problem.status})


@blp.command("/<uuid:problem_id>/analysis", AnalysisBody, scope="problems:write")
def record_analysis(
    app: CoordinationApplication, body: dict[str, Any], caller: Caller, problem_id: UUID, expected: int
) -> Changed:
    """What the authority found; only the authority itself records it."""
    access.analyses(caller, app.problem(problem_id))
    problem = app.record_analysis(problem_id, expected, **body)
    return Changed(problem.version, {"status": problem.status})


@blp.query_list("", ProblemAnswer, scope="problems:read", everywhere=True, filters=ProblemFilters)
def list_problems(
    app: CoordinationApplication,
    caller: Caller,
    filters: dict[str, Any],
    page: PageRequest,
) -> Page:
    """The inventory, by field of competence, level and status."""
    lines = app.problems(**filters, after=page.after, limit=page.limit + 1)
    kept = lines[: page.limit]
    return Page(kept, (kept[-1].problem_id,) if len(lines) > page.limit else None)
