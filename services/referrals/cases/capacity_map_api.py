"""The map of capacities: what there is for each need in each municipality."""

from __future__ import annotations

from typing import Any

from infra.web.answers import Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.referrals.cases import capacity_schemas as schemas
from services.referrals.cases.capacity_map import CapacityMapApplication
from services.referrals.network import access

blp = Blueprint("capacities", url_prefix="/v1/capacities", application=CapacityMapApplication)


@blp.query_list("", schemas.CapacityAnswer, scope="partners:read", filters=schemas.CapacityFilters)
def list_capacities(app: CapacityMapApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Offers, places, free places, queue and declines for want of capacity of a state, by municipality and need."""
    access.in_territory(caller, filters["uf"])
    found = app.capacities(filters["uf"], filters.get("need_domain"), page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.municipality_ibge7, line.need_domain))
