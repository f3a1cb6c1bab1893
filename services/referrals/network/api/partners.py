"""HTTP resources of partners and their agreements: parse, call, answer."""

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
from services.referrals.network.domain.partner import Partner
from services.referrals.network.schemas import partners as schemas

blp = Blueprint("partners", url_prefix="/v1/partners", application=Network)
agreements = Blueprint("agreements", url_prefix="/v1/agreements", application=Network)
ONE = "/<uuid:partner_id>"


@blp.command("", schemas.PartnerBody, scope="partners:write", creates=True)
def register_partner(app: Network, body: dict[str, Any], caller: Caller) -> Created:
    """Register an organisation as a prospect; its id is the `org` of its people's tokens."""
    access.in_territory(caller, body["uf"])
    partner = app.register_partner(**body)
    return Created(partner.id, partner.version)


@blp.command(f"{ONE}/contacts", schemas.ContactBody, scope="partners:write")
def contact_partner(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """Somebody spoke with a prospect."""
    access.in_territory(caller, app.partner(partner_id).uf)
    return _changed(app.contact_partner(partner_id, expected, **body))


@blp.command(f"{ONE}/negotiation", EmptyBody, scope="partners:write")
def negotiate(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """What it would work under is being written."""
    access.in_territory(caller, app.partner(partner_id).uf)
    return _changed(app.negotiate(partner_id, expected))


@blp.command(f"{ONE}/profile", schemas.ProfileBody, scope="partners:write")
def describe_partner(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """What it is, whom it serves, and which role looks after the safety of those it serves."""
    access.in_territory(caller, app.partner(partner_id).uf)
    return _changed(app.describe_partner(partner_id, expected, **body))


@blp.command(f"{ONE}/directory-entries", schemas.DirectoryEntryBody, scope="partners:write")
def link_directory_entry(
    app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int
) -> Changed:
    """Where it stands in another directory, such as the Portal para Liberdade."""
    access.in_territory(caller, app.partner(partner_id).uf)
    return _changed(app.link_directory_entry(partner_id, expected, **body))


@blp.command(f"{ONE}/agreements", schemas.AgreementBody, scope="partners:admin")
def sign_agreement(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """Record a signed agreement; nothing personal flows without one that has a data-sharing clause."""
    access.in_territory(caller, app.partner(partner_id).uf)
    partner = app.sign_agreement(partner_id, expected, **body)
    return Changed(partner.version, {"agreement_id": partner.agreements[-1].agreement_id})


@blp.command(f"{ONE}/agreements/<uuid:agreement_id>/copy", schemas.CopyBody, scope="partners:admin")
def send_copy(
    app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, agreement_id: UUID, expected: int
) -> Changed:
    """The national council was sent its copy of the instrument."""
    access.in_territory(caller, app.partner(partner_id).uf)
    return _changed(app.send_copy(partner_id, expected, agreement_id, **body))


@blp.command(f"{ONE}/activation", EmptyBody, scope="partners:admin")
def activate_partner(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """Work with a partner that has an agreement in force."""
    access.in_territory(caller, app.partner(partner_id).uf)
    return _changed(app.activate_partner(partner_id, expected))


@blp.command(f"{ONE}/suspension", EmptyBody, scope="partners:admin")
def suspend_partner(app: Network, body: dict[str, Any], caller: Caller, partner_id: UUID, expected: int) -> Changed:
    """Send nobody new there; what is under way goes on."""
    access.in_territory(caller, app.partner(partner_id).uf)
    return _changed(app.suspend_partner(partner_id, expected))


@blp.query(ONE, schemas.PartnerAnswer, scope="partners:read", everywhere=True)
def read_partner(app: Network, caller: Caller, partner_id: UUID) -> Found:
    """One partner with its agreements; the directory is open to everybody in the network."""
    partner = app.partner(partner_id)
    entries = [{"directory": d, "address": a, "seen_on": on} for d, (a, on) in partner.directory_entries.items()]
    return Found({**vars(partner), "id": partner.id, "directory_entries": entries}, partner.version)


@blp.query_list(f"{ONE}/steps", schemas.PartnerStepAnswer, scope="partners:admin")
def list_partner_steps(
    app: Network, caller: Caller, filters: dict[str, Any], page: PageRequest, partner_id: UUID
) -> Page:
    """Who took which step with a partner, and when."""
    access.in_territory(caller, app.partner(partner_id).uf)
    found = app.partner_steps(partner_id, page.limit + 1, page.after)
    return page_of(found, page, lambda step: (step.step,))


@blp.query_list("", schemas.ListedPartnerAnswer, scope="partners:read", filters=schemas.PartnerFilters, everywhere=True)
def list_partners(app: Network, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The directory, all states or one, all steps of the way or one."""
    found = app.partners(filters.get("uf"), page.limit + 1, page.after, filters.get("funnel"))
    return page_of(found, page, lambda partner: (partner.partner_id,))


@agreements.query_list("", schemas.ListedAgreementAnswer, scope="partners:read", filters=schemas.AgreementFilters)
def list_agreements(app: Network, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The agreements of a state: all, or those whose copy or renewal is missing."""
    access.in_territory(caller, filters["uf"])
    found = app.agreements(filters["uf"], filters.get("missing"), page.limit + 1, page.after)
    return page_of(found, page, lambda agreement: (agreement.partner_id, agreement.agreement_id))


def _changed(partner: Partner) -> Changed:
    return Changed(partner.version, {"funnel": partner.funnel})
