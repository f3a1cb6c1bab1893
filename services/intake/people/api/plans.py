"""Follow-up plans: open, review, pause, close, reopen; which reviews are due at an office, and who leads what."""

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
from services.intake.people.applications.plans import PlansApplication
from services.intake.people.schemas.plans import (
    CaseloadAnswer,
    CaseloadFilters,
    ClosureBody,
    PlanAnswer,
    PlanBody,
    PlanHeader,
    PlansDueFilters,
)

blp = Blueprint("plans", url_prefix="/v1/plans", application=PlansApplication)
of_persons = Blueprint("plans-of-person", url_prefix="/v1/persons/<uuid:person_id>/plans", application=PlansApplication)
caseloads = Blueprint("caseloads", url_prefix="/v1/caseloads", application=PlansApplication)


@blp.command("", PlanBody, scope="plans:write", creates=True)
def open_plan(app: PlansApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Follow somebody up, with the needs of an assessment as proposals, or without."""
    access.attends(caller, app.person(body["person_id"]))
    opening = caller.opening("follow-up", LegalBasis.PUBLIC_POLICY)
    plan = app.open_plan(professional=caller.subject, access_context=opening, **body)
    return Created(plan.id, plan.version)


@blp.command("/<uuid:plan_id>/lead", EmptyBody, scope="plans:write")
def take_plan_over(
    app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, expected: int
) -> Changed:
    """Lead this plan from now on."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.take_over(plan_id, expected, caller.subject).version)


@blp.command("/<uuid:plan_id>/reviews", EmptyBody, scope="plans:write")
def review_plan(app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, expected: int) -> Changed:
    """The plan was looked at with the person; the next review has its own deadline."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.review(plan_id, expected).version)


@blp.command("/<uuid:plan_id>/pause", EmptyBody, scope="plans:write")
def pause_plan(app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, expected: int) -> Changed:
    """Nothing is due until it is reopened."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.pause(plan_id, expected).version)


@blp.command("/<uuid:plan_id>/closure", ClosureBody, scope="plans:write")
def close_plan(app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, expected: int) -> Changed:
    """End the follow-up for a neutral reason."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.close(plan_id, expected, **body).version)


@blp.command("/<uuid:plan_id>/reopening", EmptyBody, scope="plans:write")
def reopen_plan(app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, expected: int) -> Changed:
    """Go on after a pause, or when somebody comes back."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.reopen(plan_id, expected).version)


@blp.query("/<uuid:plan_id>", PlanAnswer, scope="plans:read")
def read_plan(app: PlansApplication, caller: Caller, plan_id: UUID) -> Found:
    """One plan with its goals in clear; for the team of the office."""
    access.works_in(caller, app.leading(plan_id))
    plan, line, texts = app.opened(plan_id, caller.opening("follow-up", LegalBasis.PUBLIC_POLICY))
    goals = [{**vars(goal), "text": texts[goal.goal_id]} for goal in plan.goals.values()]
    own = {"assessment_id": plan.assessment_id, "closure_reason": plan.closure_reason}
    return Found({**vars(line), **own, "goals": goals, "statements": list(plan.statements)}, plan.version)


@blp.query_list("", PlanHeader, scope="plans:read", filters=PlansDueFilters)
def list_plans_due(app: PlansApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Whose review is due at an office, until a day or at all, the earliest first."""
    access.works_in(caller, filters["office_id"])
    found = app.due_at_office(filters["office_id"], filters["until"], page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.review_due_at, line.plan_id))


@of_persons.query_list("", PlanHeader, scope="plans:read")
def list_plans(
    app: PlansApplication, caller: Caller, filters: dict[str, Any], page: PageRequest, person_id: UUID
) -> Page:
    """The person's plans, the latest first: headers only."""
    access.knows(caller, app.person(person_id))
    return page_of(app.of_person(person_id, page.limit + 1, page.after), page, lambda line: (line.plan_id,))


@caseloads.query_list("", CaseloadAnswer, scope="plans:read", filters=CaseloadFilters)
def list_caseloads(app: PlansApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """How many plans each professional of an office leads, and how many reviews were missed."""
    access.works_in(caller, filters["office_id"])
    found = app.caseload(filters["office_id"], page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.professional or "",))
