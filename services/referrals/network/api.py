"""HTTP resources of the network: parse, call, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.network import access, schemas
from services.referrals.network.application import NetworkApplication as Network

partners = Blueprint("partners", url_prefix="/v1/partners", application=Network)
offers = Blueprint("offers", url_prefix="/v1/offers", application=Network)


@partners.command("", schemas.PartnerBody, scope="partners:write", creates=True)
def register_partner(app: Network, body: dict[str, Any], caller: Caller) -> Created:
    """Register an organisation as a prospect; its id is the `org` of its people's tokens."""
    access.in_territory(caller, body["uf"])
    partner = app.register_partner(**body)
    return Created(partner.id, partner.version)


@partners.command("/<uuid:partner_id>/agreements", schemas.AgreementBody, scope="partners:admin")
def sign_agreement(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """Record a signed agreement; nothing personal flows without one that has a data-sharing clause."""
    access.in_territory(caller, app.partner(partner_id).uf)
    return Changed(app.sign_agreement(partner_id, expected, **body).version)


@partners.command("/<uuid:partner_id>/activation", EmptyBody, scope="partners:admin")
def activate_partner(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """Work with a partner that has an agreement in force."""
    access.in_territory(caller, app.partner(partner_id).uf)
    partner = app.activate_partner(partner_id, expected)
    return Changed(partner.version, {"funnel": partner.funnel})


@partners.command("/<uuid:partner_id>/suspension", EmptyBody, scope="partners:admin")
def suspend_partner(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """Send nobody new there; what is under way goes on."""
    access.in_territory(caller, app.partner(partner_id).uf)
    partner = app.suspend_partner(partner_id, expected)
    return Changed(partner.version, {"funnel": partner.funnel})


@partners.query("/<uuid:partner_id>", schemas.PartnerAnswer, scope="partners:read", everywhere=True)
def read_partner(app: Network, caller: Caller, partner_id: UUID) -> Found:
    """One partner with its agreements; the directory is open to everybody in the network."""
    partner = app.partner(partner_id)
    return Found(partner, partner.version)


@partners.query_list(
    "", schemas.ListedPartnerAnswer, scope="partners:read", filters=schemas.PartnerFilters, everywhere=True
)
def list_partners(app: Network, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The directory, all states or one."""
    found = app.partners(filters.get("uf"), page.limit + 1, page.after)
    return page_of(found, page, lambda partner: (partner.partner_id,))


@offers.command("", schemas.OfferBody, scope="partners:write", creates=True)
def publish_offer(app: Network, body: dict[str, Any], caller: Caller) -> Created:
    """Say what an active partner does, for how many at a time, and the least it must know of a person."""
    access.in_territory(caller, app.partner(body["partner_id"]).uf)
    offer = app.publish_offer(**body)
    return Created(offer.id, offer.version)


@offers.command("/<uuid:offer_id>/capacity", schemas.CapacityBody, scope="partners:write")
def update_capacity(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """Change the number of places."""
    access.in_territory(caller, app.offer(offer_id).uf)
    return Changed(app.update_capacity(offer_id, expected, **body).version)


@offers.command("/<uuid:offer_id>/pause", EmptyBody, scope="partners:write")
def pause_offer(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """Take nobody new for a while."""
    access.in_territory(caller, app.offer(offer_id).uf)
    return Changed(app.pause_offer(offer_id, expected).version)


@offers.command("/<uuid:offer_id>/resumption", EmptyBody, scope="partners:write")
def resume_offer(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """Take people again."""
    access.in_territory(caller, app.offer(offer_id).uf)
    return Changed(app.resume_offer(offer_id, expected).version)


@offers.command("/<uuid:offer_id>/withdrawal", EmptyBody, scope="partners:write")
def withdraw_offer(app: Network, body: dict[str, Any], caller: Caller, offer_id: UUID, expected: int) -> Changed:
    """End an offer for good."""
    access.in_territory(caller, app.offer(offer_id).uf)
    return Changed(app.withdraw_offer(offer_id, expected).version)


@offers.query("/<uuid:offer_id>", schemas.OfferAnswer, scope="partners:read", everywhere=True)
def read_offer(app: Network, caller: Caller, offer_id: UUID) -> Found:
    """One offer, whatever its status."""
    offer = app.offer(offer_id)
    return Found(offer, offer.version)


@offers.query_list("", schemas.OpenOfferAnswer, scope="partners:read", filters=schemas.OfferFilters, everywhere=True)
def list_offers(app: Network, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Who takes people now, for one need or all, in one state or all; those in the municipality `near` first."""
    near = filters.get("near")
    found = app.open_offers(filters.get("need_domain"), filters.get("uf"), near, page.limit + 1, page.after)
    return page_of(found, page, lambda o: (near is not None and o.municipality_ibge7 != near, o.offer_id))
