"""Who leads a person's case, told to the store that moves cases; and what came over with one, to who leads it now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.intake.people import access
from services.intake.people.applications.arriving import Arrival, ArrivingApplication
from services.intake.people.applications.custody import CustodyApplication
from services.intake.people.schemas.custody import ArrivalAnswer, LeadingOfficeAnswer

PERSON = "/v1/persons/<uuid:person_id>"
blp = Blueprint("custody", url_prefix=PERSON, application=CustodyApplication)
arrivals = Blueprint("arrivals", url_prefix=PERSON, application=ArrivingApplication)


@blp.query("/leading-office", LeadingOfficeAnswer, scope="persons:share")
def read_leading_office(app: CustodyApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """The office that leads the case at this moment, and nothing else of the person. For the service `referrals`."""
    access.asks_for_a_partner(caller)
    office = app.leading_office(person_id)
    return {"office_id": office.id, "uf": office.uf}


@arrivals.query("/arrival", ArrivalAnswer, scope="plans:read")
def read_arrival(app: ArrivingApplication, caller: Caller, person_id: UUID) -> dict[str, Any]:
    """What came over with the case: from where, plans under way, consents that stand; 410 once the consent ended."""
    access.knows(caller, app.person(person_id))
    return _shown(app.arrival(person_id, caller.opening("transfer", LegalBasis.CONSENT)))


def _shown(found: Arrival) -> dict[str, Any]:
    plans = [
        {**vars(line), "goals": [{**vars(goal), "text": text} for goal, text in goals]} for line, goals in found.plans
    ]
    consents = [{**vars(one.grant), **vars(one.grant.allowed), "goes_on": one.goes_on} for one in found.consents]
    return {**vars(found.came), "plans": plans, "consents": consents}
