"""A referral as a ServiceRequest: what is asked for, for whom, and by which office."""

from __future__ import annotations

from typing import Any

from infra.web.plain import instant
from services.referrals.cases.interchange import codes, statuses, systems
from services.referrals.cases.interchange.content import Content
from services.referrals.cases.interchange.ids import entry_of


def service_request(content: Content) -> dict[str, Any]:
    made: dict[str, Any] = {
        "resourceType": "ServiceRequest",
        "id": str(entry_of(content)),
        "meta": {"profile": [systems.SERVICE_REQUEST]},
        "identifier": [systems.identifier(systems.REFERRAL, entry_of(content))],
        "status": statuses.OF[content.status].request,
        "intent": "order",
        "category": [
            systems.concept((systems.GUIDE_CODES, codes.category(content.need_domain))),
            systems.concept((codes.NEEDS, content.need_domain)),
        ],
        "priority": codes.PRIORITIES[content.urgency],
        "code": systems.concept(codes.PROCEDURE),
        "subject": subject(content),
        "authoredOn": instant(content.drafted_at),
        "requester": office(content),
    }
    if content.replaces is not None:
        made["replaces"] = [systems.logical("ServiceRequest", systems.REFERRAL, content.replaces)]
    if content.mode is not None:
        made["orderDetail"] = [systems.concept((codes.MODES, content.mode))]
    if content.offer_id is not None:
        made["performer"] = [systems.within("HealthcareService", content.offer_id)]
    if content.grant_id is not None:
        made["supportingInfo"] = [systems.logical("Consent", systems.GRANT, content.grant_id)]
    return made


def subject(content: Content) -> dict[str, Any]:
    """A pseudonym, or for who is not told that one: the person of this referral. Never a Patient resource."""
    if content.person_id is not None:
        return systems.logical("Patient", systems.PERSON, content.person_id)
    return systems.logical("Patient", systems.REFERRAL, entry_of(content))


def office(content: Content) -> dict[str, Any]:
    return systems.logical("Organization", systems.OFFICE, content.office_id)
