"""Consents of a person: grant and withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Created
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.people import access
from services.intake.people.application import IntakeApplication
from services.intake.people.schemas import ConsentBody

blp = Blueprint("consents", url_prefix="/v1/persons/<uuid:person_id>/consents")


@blp.command("", ConsentBody, scope="consents:write", creates=True)
def grant_consent(app: IntakeApplication, body: dict[str, Any], caller: Caller, person_id: UUID) -> Created:
    """Record what the person allows, whom, for what and on which evidence."""
    access.attends(caller, app.person(person_id))
    ledger, grant_id = app.grant_consent(
        person_id, **{**body, "recipients": tuple(body["recipients"]), "data_classes": tuple(body["data_classes"])}
    )
    return Created(grant_id, ledger.version)


@blp.command("/<uuid:grant_id>/withdrawal", EmptyBody, scope="consents:write", creates=True)
def withdraw_consent(
    app: IntakeApplication, body: dict[str, Any], caller: Caller, person_id: UUID, grant_id: UUID
) -> Created:
    """Take a grant back: no reason is asked, and no version stands in the way."""
    access.knows(caller, app.person(person_id))
    ledger = app.withdraw_consent(person_id, grant_id)
    return Created(grant_id, ledger.version, location=f"/v1/persons/{person_id}/consents/{grant_id}")
