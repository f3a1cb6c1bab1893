"""A partner with its open sites and its offers as an organization of HSDS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from infra import territories
from services.referrals.network.directory.codes import attributes, part
from services.referrals.network.directory.places import location
from services.referrals.network.directory.services import service
from services.referrals.network.domain.offer_standing import OfferStatus
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.service_offer import ServiceOffer

CNPJ_LIST = "BR-CNPJ"


@dataclass(frozen=True)
class Presence:
    """A partner with its sites and its offers; an offer may still name a site that has closed."""

    partner: Partner
    sites: tuple[PartnerSite, ...]
    offers: tuple[ServiceOffer, ...]

    def site(self, site_id: UUID | None) -> PartnerSite | None:
        return next((site for site in self.sites if site.id == site_id and site.closed_on is None), None)


def organization(presence: Presence) -> dict[str, Any]:
    """The whole entry; offers that were withdrawn are no services any more."""
    open_sites = [site for site in presence.sites if site.closed_on is None]
    offered = [offer for offer in presence.offers if offer.status is not OfferStatus.WITHDRAWN]
    parts = {
        "locations": [location(site) for site in open_sites],
        "services": [service(offer, presence.site(offer.site_id)) for offer in offered],
    }
    return described(presence.partner) | {name: rows for name, rows in parts.items() if rows}


def described(partner: Partner) -> dict[str, Any]:
    """The organization alone. The specification asks for a description; we keep codes and no prose."""
    place = territories.municipality(partner.municipality_ibge7).name
    made: dict[str, Any] = {
        "id": str(partner.id), "name": partner.legal_name,
        "description": f"{partner.org_type.value.replace('_', ' ')}, {place} ({partner.uf.value})",
        "attributes": [
            *attributes(partner.id, "org_type", (partner.org_type,)),
            *attributes(partner.id, "sphere", (partner.sphere,)),
            *attributes(partner.id, "serves", partner.serves),
        ],
    }  # fmt: skip
    if partner.cnpj:
        made["organization_identifiers"] = [_cnpj(partner.id, partner.cnpj)]
    return made


def _cnpj(partner_id: UUID, number: str) -> dict[str, Any]:
    return {
        "id": part(partner_id, "cnpj"), "identifier_scheme": CNPJ_LIST, "identifier_type": "CNPJ", "identifier": number,
    }  # fmt: skip
