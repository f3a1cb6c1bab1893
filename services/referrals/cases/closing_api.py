"""HTTP resources of closings: a partner or one of its sites ends for good, with people inside (PL12)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.referrals.cases.closing import ClosingApplication as Closings
from services.referrals.network import access
from services.referrals.network.schemas.partners import ClosureBody

partners = Blueprint("partner-closures", url_prefix="/v1/partners", application=Closings)
sites = Blueprint("site-closures", url_prefix="/v1/sites", application=Closings)


@partners.command("/<uuid:partner_id>/closure", ClosureBody, scope="partners:admin")
def close_partner(app: Closings, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """It ends for good: its offers are withdrawn, who is served there is listed at the office to be planned anew."""
    access.in_territory(caller, app.partner(partner_id).uf)
    closing = app.close_partner(partner_id, expected, **body)
    return Changed(closing.version, {"suspended": closing.suspended})


@sites.command("/<uuid:site_id>/closure", ClosureBody, scope="partners:admin")
def close_site(app: Closings, body: dict[str, Any], caller: Caller, site_id: UUID, expected: int) -> Changed:
    """One place ends for good; the partner goes on elsewhere."""
    site = app.site(site_id)
    access.in_either(caller, site.uf, app.partner(site.partner_id).uf)
    closing = app.close_site(site_id, expected, **body)
    return Changed(closing.version, {"suspended": closing.suspended})


BLUEPRINTS = (partners, sites)
