"""Who of the office is called so: the name is asked for in a body, never in a URL."""

from __future__ import annotations

from typing import Any

from contracts.vocabulary.rights import LegalBasis
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.intake.people import access
from services.intake.people.applications.searching import SearchApplication
from services.intake.people.schemas.identifiers import PersonsFoundAnswer, SearchBody

blp = Blueprint("person-searches", url_prefix="/v1/person-searches", application=SearchApplication)


@blp.search("", SearchBody, PersonsFoundAnswer, scope="persons:read")
def search(app: SearchApplication, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    """The persons whose civil or social names sound so, each shown by the name to call."""
    access.works_in(caller, body["office_id"])
    return {"items": app.search(**body, opening=caller.opening("search", LegalBasis.PUBLIC_POLICY))}
