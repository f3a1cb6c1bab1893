"""A referral with all that belongs to it, as one Bundle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.referrals.cases.interchange.content import Content
from services.referrals.cases.interchange.requests import service_request
from services.referrals.cases.interchange.services import healthcare_service, organization
from services.referrals.cases.interchange.subtasks import subtasks
from services.referrals.cases.interchange.tasks import task
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer


def bundle(content: Content, partner: Partner | None, offer: ServiceOffer | None) -> dict[str, Any]:
    """`partner` and `offer` once it was sent."""
    found = [service_request(content), task(content), *subtasks(content)]
    found += [organization(partner)] if partner else []
    found += [healthcare_service(offer)] if offer else []
    return collection(found)


def collection(resources: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Each under its own address; two resources of one id are of two kinds, and never both here."""
    entries = [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}
