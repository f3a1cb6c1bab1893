"""HTTP resources of offers: parse, call, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.network import access
from services.referrals.network.application import NetworkApplication as Network
from services.referrals.network.schemas import offers as schemas

blp = Blueprint("offers", url_prefix="/v1/offers", application=Network)


@blp.command("", schemas.OfferBody, scope="partners:write", creates=True)
def publish_offer(app: Network, body: dict[str, Any], caller: Caller) -> Created:
    """Say what an active partner does, for how many at a time, and the least it must know of a person."""
    access.in_territory(caller, app.partner(body["partner_id"]).uf)
    offer = app.publish_offer(**body)
    return Created(offer.id, offer.version)


@blp.command("/<uuid:offer_id>/details", schemas.OfferChangeBody, scope="partners:write")
def change_offer(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """Serve other needs, other people, or on other terms from now on; who was taken stays."""
    _look_after(app, caller, offer_id)
    return Changed(app.change_offer(offer_id, expected, **body).version)


@blp.command("/<uuid:offer_id>/capacity", schemas.CapacityBody, scope="partners:write")
def update_capacity(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """Change the number of places."""
    _look_after(app, caller, offer_id)
    return Changed(app.update_capacity(offer_id, expected, **body).version)


@blp.command("/<uuid:offer_id>/pause", EmptyBody, scope="partners:write")
def pause_offer(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """Take nobody new for a while."""
    _look_after(app, caller, offer_id)
    return Changed(app.pause_offer(offer_id, expected).version)


@blp.command("/<uuid:offer_id>/resumption", EmptyBody, scope="partners:write")
def resume_offer(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """Take people again."""
    _look_after(app, caller, offer_id)
    return Changed(app.resume_offer(offer_id, expected).version)


@blp.command("/<uuid:offer_id>/withdrawal", EmptyBody, scope="partners:write")
def withdraw_offer(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """End an offer for good."""
    _look_after(app, caller, offer_id)
    return Changed(app.withdraw_offer(offer_id, expected).version)


@blp.query("/<uuid:offer_id>", schemas.OfferAnswer, scope="partners:read", everywhere=True)
def read_offer(app: Network, caller: Caller, offer_id: UUID) -> Found:
    """One offer, whatever its status."""
    offer = app.offer(offer_id)
    return Found({**vars(offer), "id": offer.id, "free": offer.free, "waiting": len(offer.waiting)}, offer.version)


@blp.query_list("/<uuid:offer_id>/waiting-list", schemas.WaitingAnswer, scope="referrals:read")
def list_waiting(app: Network, caller: Caller, filters: dict[str, Any], page: PageRequest, offer_id: UUID) -> Page:
    """Who waits for a place, for the partner that offers it: in the order in which they came, and nothing of them."""
    access.speaks_for(caller, app.offer(offer_id).partner_id)
    found = app.waiting_list(offer_id, page.limit + 1, page.after)
    return page_of(found, page, lambda waiting: (waiting.entry,))


@blp.query_list("", schemas.OpenOfferAnswer, scope="partners:read", filters=schemas.OfferFilters, everywhere=True)
def list_offers(app: Network, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Who takes people now, for one need or all, in one state or all; those in the municipality `near` first."""
    near = filters.get("near")
    found = app.open_offers(filters.get("need_domain"), filters.get("uf"), near, page.limit + 1, page.after)
    return page_of(found, page, lambda o: (near is not None and o.municipality_ibge7 != near, o.offer_id))


def _look_after(app: Network, caller: Caller, offer_id: UUID) -> None:
    offer = app.offer(offer_id)
    access.in_either(caller, offer.uf, app.partner(offer.partner_id).uf)
