"""HTTP resources of sites: parse, call, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.referrals.network import access
from services.referrals.network.schemas import sites as schemas
from services.referrals.network.sites import SitesApplication as Sites

blp = Blueprint("sites", url_prefix="/v1/sites", application=Sites)


@blp.command("", schemas.SiteBody, scope="partners:write", creates=True)
def add_site(app: Sites, body: dict[str, Any], caller: Caller) -> Created:
    """A place where a partner serves people."""
    access.in_territory(caller, app.partner(body["partner_id"]).uf)
    premises = schemas.premises_of(body)
    site = app.add_site(**body, premises=premises)
    return Created(site.id, site.version)


@blp.command("/<uuid:site_id>/details", schemas.SiteChangeBody, scope="partners:write")
def change_site(app: Sites, body: dict[str, Any], caller: Caller, site_id: UUID, expected: int) -> Changed:
    """Other hours, another telephone, a ramp that was built; a site that moves is another one."""
    site = app.site(site_id)
    access.in_either(caller, site.uf, app.partner(site.partner_id).uf)
    return Changed(app.change_site(site_id, expected, schemas.premises_of(body)).version)


@blp.query("/<uuid:site_id>", schemas.SiteAnswer, scope="partners:read", everywhere=True)
def read_site(app: Sites, caller: Caller, site_id: UUID) -> Found:
    """One site, also after it has closed."""
    site = app.site(site_id)
    return Found({**vars(site), **vars(site.premises), "site_id": site.id}, site.version)


@blp.query_list("", schemas.SiteAnswer, scope="partners:read", filters=schemas.SiteFilters, everywhere=True)
def list_sites(app: Sites, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Where partners are: one partner or all, one state or all."""
    found = app.sites(filters.get("partner_id"), filters.get("uf"), page.limit + 1, page.after)
    lines = [{**vars(site), **site.premises} for site in found]
    return page_of(lines, page, lambda line: (line["site_id"],))
