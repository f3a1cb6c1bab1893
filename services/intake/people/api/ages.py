"""Estimated ages: the person's word where no birth date is known, with its source and its history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.answers import Changed
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.intake.people import access
from services.intake.people.applications.ages import AgesApplication
from services.intake.people.schemas.ages import AgeEstimateBody, AgeEstimatesAnswer

blp = Blueprint("age-estimates", url_prefix="/v1/persons/<uuid:person_id>/age-estimates", application=AgesApplication)


@blp.command("", AgeEstimateBody, scope="persons:write")
def estimate_age(app: AgesApplication, body: dict[str, Any], caller: Caller, person_id: UUID, expected: int) -> Changed:
    """How old somebody is whose birth date nobody knows: the person's own word is enough."""
    access.attends(caller, app.person(person_id))
    return Changed(app.estimate(person_id, expected, **body).version)


@blp.query("", AgeEstimatesAnswer, scope="persons:read")
def read_age_estimates(app: AgesApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """All that was said of the age, the latest first; who read it is on record."""
    access.knows(caller, app.person(person_id))
    return {"estimates": app.estimates(person_id, caller.opening("service", LegalBasis.PUBLIC_POLICY))}
