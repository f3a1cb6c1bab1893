"""Who leads a person's case: told to the store that moves cases between offices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.intake.people import access
from services.intake.people.applications.custody import CustodyApplication
from services.intake.people.schemas.custody import LeadingOfficeAnswer

blp = Blueprint("custody", url_prefix="/v1/persons/<uuid:person_id>", application=CustodyApplication)


@blp.query("/leading-office", LeadingOfficeAnswer, scope="persons:share")
def read_leading_office(app: CustodyApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """The office that leads the case at this moment, and nothing else of the person. For the service `referrals`."""
    access.asks_for_a_partner(caller)
    office = app.leading_office(person_id)
    return {"office_id": office.id, "uf": office.uf}
