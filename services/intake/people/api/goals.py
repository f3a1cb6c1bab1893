"""Goals of a plan: proposed, agreed with the person, worked on, achieved, changed, dropped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.applications.plans import PlansApplication
from services.intake.people.schemas.plans import GoalBody, GoalChangeBody, ServedByBody

blp = Blueprint("goals", url_prefix="/v1/plans/<uuid:plan_id>/goals", application=PlansApplication)


@blp.command("", GoalBody, scope="plans:write", creates=True)
def propose_goal(app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID) -> Created:
    """Say what could be worked on."""
    access.works_in(caller, app.leading(plan_id))
    plan, goal_id = app.propose_goal(plan_id, **body)
    return Created(goal_id, plan.version, location=f"/v1/plans/{plan_id}")


@blp.command("/<uuid:goal_id>/agreement", EmptyBody, scope="plans:write")
def agree_on_goal(
    app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, goal_id: UUID, expected: int
) -> Changed:
    """The person wants this goal as it stands."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.agree(plan_id, expected, goal_id).version)


@blp.command("/<uuid:goal_id>/progress", EmptyBody, scope="plans:write")
def progress_goal(
    app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, goal_id: UUID, expected: int
) -> Changed:
    """Something was done for it."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.progress(plan_id, expected, goal_id).version)


@blp.command("/<uuid:goal_id>/achievement", EmptyBody, scope="plans:write")
def achieve_goal(
    app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, goal_id: UUID, expected: int
) -> Changed:
    """The person is where she or he wanted to be."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.achieve(plan_id, expected, goal_id).version)


@blp.command("/<uuid:goal_id>/change", GoalChangeBody, scope="plans:write")
def change_goal(
    app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, goal_id: UUID, expected: int
) -> Changed:
    """Put it in other words, or on another day; then it needs the person's agreement again."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.change(plan_id, expected, goal_id, **body).version)


@blp.command("/<uuid:goal_id>/dropping", EmptyBody, scope="plans:write")
def drop_goal(
    app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, goal_id: UUID, expected: int
) -> Changed:
    """Leave it; no reason is asked."""
    access.works_in(caller, app.leading(plan_id))
    return Changed(app.drop(plan_id, expected, goal_id).version)


@blp.command("/<uuid:goal_id>/referrals", ServedByBody, scope="plans:write", creates=True)
def name_referral(app: PlansApplication, body: dict[str, Any], caller: Caller, plan_id: UUID, goal_id: UUID) -> Created:
    """Name the referral that serves this goal: when it is completed, the goal has moved."""
    access.works_in(caller, app.leading(plan_id))
    served = app.name_referral(plan_id, goal_id, **body)
    return Created(served.id, served.version, location=f"/v1/plans/{plan_id}")
