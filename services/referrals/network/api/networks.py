"""HTTP resources of support networks and of the map of assets: parse, call, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.network import access
from services.referrals.network.networks import NetworksApplication as Networks
from services.referrals.network.schemas import networks as schemas

blp = Blueprint("partner-networks", url_prefix="/v1/partner-networks", application=Networks)
assets = Blueprint("assets", url_prefix="/v1/assets", application=Networks)
ONE = "/<uuid:network_id>"


@blp.command("", schemas.NetworkBody, scope="partners:admin", creates=True)
def form_network(app: Networks, body: dict[str, Any], caller: Caller) -> Created:
    """Organisations that support each other in a municipality, a state or the country; it opens nobody's data."""
    access.in_reach(caller, body["uf"])
    network = app.form_network(**body)
    return Created(network.id, network.version)


@blp.command(f"{ONE}/partners", schemas.MemberBody, scope="partners:write")
def join_network(app: Networks, body: dict[str, Any], caller: Caller, network_id: UUID, expected: int) -> Changed:
    """A partner belongs to the network from now on."""
    access.in_reach(caller, app.network(network_id).uf)
    return Changed(app.join(network_id, expected, **body).version)


@blp.command(f"{ONE}/partner-departures", schemas.MemberBody, scope="partners:write")
def leave_network(app: Networks, body: dict[str, Any], caller: Caller, network_id: UUID, expected: int) -> Changed:
    """A partner belongs to the network no more."""
    access.in_reach(caller, app.network(network_id).uf)
    return Changed(app.leave(network_id, expected, **body).version)


@blp.command(f"{ONE}/wider-networks", schemas.WiderBody, scope="partners:admin")
def join_wider_network(app: Networks, body: dict[str, Any], caller: Caller, network_id: UUID, expected: int) -> Changed:
    """A network belongs to one of a higher level."""
    access.in_reach(caller, app.network(network_id).uf)
    return Changed(app.join_wider(network_id, expected, **body).version)


@blp.command(f"{ONE}/wider-network-departures", schemas.WiderBody, scope="partners:admin")
def leave_wider_network(
    app: Networks, body: dict[str, Any], caller: Caller, network_id: UUID, expected: int
) -> Changed:
    """A network belongs to a wider one no more."""
    access.in_reach(caller, app.network(network_id).uf)
    return Changed(app.leave_wider(network_id, expected, **body).version)


@blp.query(ONE, schemas.NetworkAnswer, scope="partners:read", everywhere=True)
def read_network(app: Networks, caller: Caller, network_id: UUID) -> Found:
    """One network; its members are a list of their own."""
    network = app.network(network_id)
    return Found({**vars(network), "network_id": network.id, "wider": sorted(network.wider)}, network.version)


@blp.query_list(f"{ONE}/partners", schemas.MemberAnswer, scope="partners:read", everywhere=True)
def list_members(app: Networks, caller: Caller, filters: dict[str, Any], page: PageRequest, network_id: UUID) -> Page:
    """Who belongs to a network."""
    found = app.members(app.network(network_id).id, page.limit + 1, page.after)
    return page_of(found, page, lambda member: (member.partner_id,))


@blp.query_list("", schemas.NetworkAnswer, scope="partners:read", filters=schemas.NetworkFilters, everywhere=True)
def list_networks(app: Networks, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """All networks, or those of a state with the national ones."""
    found = app.networks(filters.get("uf"), page.limit + 1, page.after)
    return page_of(found, page, lambda network: (network.network_id,))


@assets.command("", schemas.AssetBody, scope="partners:write", creates=True)
def record_asset(app: Networks, body: dict[str, Any], caller: Caller) -> Created:
    """Something in a place that can help, whoever it belongs to."""
    access.in_territory(caller, body["uf"])
    asset = app.record_asset(**body)
    return Created(asset.id, asset.version)


@assets.command("/<uuid:asset_id>/removal", EmptyBody, scope="partners:write")
def remove_asset(app: Networks, body: dict[str, Any], caller: Caller, asset_id: UUID, expected: int) -> Changed:
    """It is there no more."""
    access.in_territory(caller, app.asset(asset_id).uf)
    return Changed(app.remove_asset(asset_id, expected).version)


@assets.query("/<uuid:asset_id>", schemas.AssetAnswer, scope="partners:read", everywhere=True)
def read_asset(app: Networks, caller: Caller, asset_id: UUID) -> Found:
    """One asset, also after it was taken from the map."""
    asset = app.asset(asset_id)
    return Found({**vars(asset), "asset_id": asset.id}, asset.version)


@assets.query_list("", schemas.AssetAnswer, scope="partners:read", filters=schemas.AssetFilters, everywhere=True)
def list_assets(app: Networks, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The map of assets: of a state, a municipality or everywhere, for one need or all."""
    place = (filters.get("uf"), filters.get("municipality_ibge7"), filters.get("need_domain"))
    found = app.assets(*place, page.limit + 1, page.after)
    return page_of(found, page, lambda asset: (asset.asset_id,))
