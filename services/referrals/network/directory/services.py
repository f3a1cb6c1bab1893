"""An offer as a service of HSDS, with its capacity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contracts.vocabulary.partners import Cost
from infra.web.plain import instant
from services.referrals.network.directory.codes import TAXONOMY, attributes, part, valued
from services.referrals.network.directory.places import at
from services.referrals.network.domain.offer_standing import OfferStatus
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.service_offer import ServiceOffer

STATUS = {
    OfferStatus.PUBLISHED: "active",
    OfferStatus.PAUSED: "temporarily closed",
    OfferStatus.WITHDRAWN: "defunct",
}


def service(offer: ServiceOffer, site: PartnerSite | None) -> dict[str, Any]:
    """An offer has no name of its own with us: it is called after the needs that it serves."""
    terms = offer.terms
    made: dict[str, Any] = {
        "id": str(offer.id), "name": ", ".join(domain.value for domain in offer.need_domains),
        "status": STATUS[offer.status], "last_modified": instant(offer.modified_on),
    }  # fmt: skip
    ages = {"minimum_age": terms.eligibility.age_from, "maximum_age": terms.eligibility.age_to}
    parts: dict[str, list[dict[str, Any]]] = {
        "languages": [{"id": part(offer.id, f"language/{code}"), "code": code} for code in terms.languages],
        "required_documents": [
            {"id": part(offer.id, f"document/{code}"), "document": code.value} for code in terms.eligibility.documents
        ],
        "cost_options": [_cost(offer, terms.cost)] if terms.cost else [],
        "capacities": [_capacity(offer)],
        "service_at_locations": [at(offer.id, site)] if site else [],
        "attributes": list(_attributes(offer)),
    }
    made |= {name: age for name, age in ages.items() if age is not None}
    return made | {name: rows for name, rows in parts.items() if rows}


def _cost(offer: ServiceOffer, cost: Cost) -> dict[str, Any]:
    """Nothing is charged, or it is said how without an amount."""
    amount = {"amount": 0, "currency": "BRL"} if cost is Cost.FREE else {}
    return {"id": part(offer.id, "cost"), "option": cost.value, **amount}


def _capacity(offer: ServiceOffer) -> dict[str, Any]:
    """Never more free places than there are."""
    period = offer.terms.period.value
    unit = {"id": part(TAXONOMY, f"unit/{period}"), "name": "place", "scheme": TAXONOMY, "identifier": period}
    return {
        "id": part(offer.id, "capacity"), "unit": unit, "available": max(0, min(offer.free, offer.slots)),
        "maximum": offer.slots, "updated": instant(offer.modified_on),
    }  # fmt: skip


def _attributes(offer: ServiceOffer) -> Iterator[dict[str, Any]]:
    terms, asked = offer.terms, offer.terms.eligibility
    yield from attributes(offer.id, "need_domain", offer.need_domains)
    yield from attributes(offer.id, "data_needed", offer.data_needed)
    yield from attributes(offer.id, "gender", asked.genders)
    yield from attributes(offer.id, "family", asked.families)
    yield from attributes(offer.id, "regime", asked.regimes)
    yield from attributes(offer.id, "residence", (asked.residence,))
    yield from attributes(offer.id, "accessibility", terms.accessibility)
    yield from valued(offer.id, "waiting_days", terms.waiting_days)
    yield from valued(offer.id, "valid_until", terms.valid_until)
