"""Who is to do it: the partner as an Organization, its offer as a HealthcareService with the guide's capacity code."""

from __future__ import annotations

from typing import Any

from services.referrals.cases.interchange import codes, systems
from services.referrals.cases.interchange.statuses import NO_CAPACITY, WAITLIST
from services.referrals.network.domain.offer_standing import OfferStatus
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer

CAPACITY = "capacity"


def organization(partner: Partner) -> dict[str, Any]:
    return {
        "resourceType": "Organization",
        "id": str(partner.id),
        "identifier": [systems.identifier(systems.PARTNER, partner.id)],
        "active": partner.closed_on is None,
        "name": partner.legal_name,
    }


def healthcare_service(offer: ServiceOffer) -> dict[str, Any]:
    """Of the guide's profile while the offer stands: that one is for services that can be asked."""
    stands = offer.status == OfferStatus.PUBLISHED
    categories = dict.fromkeys(codes.category(need) for need in offer.need_domains)
    return {
        "resourceType": "HealthcareService",
        "id": str(offer.id),
        **({"meta": {"profile": [systems.SERVICE]}} if stands else {}),
        "extension": [{"url": systems.CAPACITY_STATUS, "extension": [_capacity(offer)]}],
        "identifier": [systems.identifier(systems.OFFER, offer.id)],
        "active": stands,
        "providedBy": systems.within("Organization", offer.partner_id),
        "category": [
            systems.concept((systems.US_CORE_CATEGORIES, "sdoh"), *((systems.GUIDE_CODES, code) for code in categories))
        ],
        "type": [systems.concept(*((codes.NEEDS, need) for need in offer.need_domains))],
        "name": ", ".join(need.value for need in offer.need_domains),
    }


def _capacity(offer: ServiceOffer) -> dict[str, Any]:
    return {
        "url": "capacityStatus",
        "valueCodeableConcept": systems.concept((systems.GUIDE_CODES, capacity_code(offer))),
    }


def capacity_code(offer: ServiceOffer) -> str:
    """As the guide says it: somebody more can be taken, can be listed, or neither."""
    if offer.free > 0:
        return CAPACITY
    return WAITLIST if offer.terms.waiting_list else NO_CAPACITY
