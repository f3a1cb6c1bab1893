"""Resources as another system sends them, for our API's own document."""

from __future__ import annotations

from typing import Any

from services.referrals.cases.interchange import codes, systems

REQUEST_ID, TASK_ID = "3f6d1c52-8a0e-4f5b-9d77-0a5e5d6d2b10", "8c1f0b7a-51c6-4f0d-b1c9-6a1d0e0f4a22"
PERSON = {"type": "Patient", "identifier": systems.identifier(systems.PERSON, "6f9619ff-8b86-4d01-b42d-00cf4fc964ff")}
OTHER = {"type": "Organization", "identifier": systems.identifier("https://example.org/organizations", "17")}
AT = "2025-01-10T12:00:00Z"

TASK: dict[str, Any] = {
    "resourceType": "Task",
    "meta": {"profile": [systems.REFERRAL_TASK]},
    "status": "accepted",
    "intent": "order",
    "code": systems.concept((systems.TASK_CODES, "fulfill")),
    "focus": {"type": "ServiceRequest"},
    "for": {"type": "Patient", "display": "the person of this referral"},
    "authoredOn": AT,
    "requester": {"type": "Organization", "display": "the office"},
}
REQUEST: dict[str, Any] = {
    "resourceType": "ServiceRequest",
    "meta": {"profile": [systems.SERVICE_REQUEST]},
    "status": "active",
    "intent": "order",
    "category": [systems.concept((systems.GUIDE_CODES, "food-insecurity"))],
    "priority": "urgent",
    "code": systems.concept(codes.PROCEDURE),
    "subject": PERSON,
    "authoredOn": AT,
    "requester": OTHER,
}


def asking(office: str) -> dict[str, Any]:
    """The Bundle by which another system asks an office of ours."""
    task = {
        **TASK, "status": "requested", "focus": {"reference": f"urn:uuid:{REQUEST_ID}"}, "for": PERSON,
        "requester": OTHER,
        "owner": {"type": "Organization", "identifier": systems.identifier(systems.OFFICE, office)},
    }  # fmt: skip
    entries = [
        {"fullUrl": f"urn:uuid:{entry}", "resource": resource} for entry, resource in
        ((REQUEST_ID, REQUEST), (TASK_ID, task))
    ]  # fmt: skip
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


BUNDLE = asking("0d0c4a55-7c0b-4a5d-9a4b-2f1f5f9f8c31")
