"""Follow-up statements: issued and handed over only because the person wants it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Created
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.intake.people import access
from services.intake.people.applications.statements import StatementsApplication
from services.intake.people.schemas.plans import StatementAnswer, StatementBody

blp = Blueprint("statements", url_prefix="/v1/plans/<uuid:plan_id>/statements", application=StatementsApplication)


@blp.command("", StatementBody, scope="statements:write", creates=True)
def issue_statement(app: StatementsApplication, body: dict[str, Any], caller: Caller, plan_id: UUID) -> Created:
    """State on which days the person was followed up: by a grant, or by the person's own request."""
    access.works_in(caller, app.leading(plan_id))
    plan, statement_id = app.issue(plan_id, caller.subject, **body)
    return Created(statement_id, plan.version)


@blp.query("/<uuid:statement_id>", StatementAnswer, scope="statements:read")
def read_statement(app: StatementsApplication, caller: Caller, plan_id: UUID, statement_id: UUID) -> dict[str, Any]:
    """The statement to hand over; 410 once the grant that it stands on was taken back."""
    access.works_in(caller, app.leading(plan_id))
    found = app.document(plan_id, statement_id, caller.opening("follow-up-statement", LegalBasis.CONSENT))
    names = {"display_name": found.display_name, "civil_name": found.civil_name}
    stated = found.statement
    return {
        "statement_id": stated.statement_id, **names, "office": found.office,
        "periods": stated.periods, "days": stated.days,
    }  # fmt: skip
