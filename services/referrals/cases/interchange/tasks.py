"""A referral as a Task: that a partner is to do what the ServiceRequest asks for, and how far that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contracts.vocabulary.network import ReferralOutcome
from infra.web.plain import instant
from services.referrals.cases.interchange import codes, statuses, systems
from services.referrals.cases.interchange.content import Content
from services.referrals.cases.interchange.ids import entry_of, part_of
from services.referrals.cases.interchange.requests import office, subject

OUTCOME, DUE, SHARED = systems.ours("outcome"), "response-due", "shared-field"
INPUTS = systems.ours("task-input")
OUTPUTS = systems.ours("task-output")
FIELDS = systems.ours("data-class")
SERVED = (ReferralOutcome.SERVICE_RECEIVED, ReferralOutcome.PARTLY)


def task(content: Content) -> dict[str, Any]:
    row = statuses.OF[content.status]
    made: dict[str, Any] = {
        "resourceType": "Task",
        "id": str(part_of(content, "task")),
        "meta": {"profile": [systems.REFERRAL_TASK]},
        "status": row.task,
        "businessStatus": systems.concept((statuses.STATES, content.status)),
        "intent": "order",
        "priority": codes.PRIORITIES[content.urgency],
        "code": systems.concept((systems.TASK_CODES, "fulfill")),
        "focus": systems.within("ServiceRequest", entry_of(content)),
        "for": subject(content),
        "authoredOn": instant(content.sent_at or content.drafted_at),
        "requester": office(content),
    }
    reason = row.reason(content.reason)
    made |= {"statusReason": reason} if reason else {}
    made |= {"lastModified": instant(content.changed_at)} if content.changed_at else {}
    made |= {"owner": systems.within("Organization", content.partner_id)} if content.partner_id else {}
    for name, rows in (("input", list(_inputs(content))), ("output", list(_outputs(content)))):
        made |= {name: rows} if rows else {}
    return made


def _inputs(content: Content) -> Iterator[dict[str, Any]]:
    if content.response_due_at is not None:
        yield {"type": systems.concept((INPUTS, DUE)), "valueInstant": instant(content.response_due_at)}
    for shared in content.shared_fields:
        yield {"type": systems.concept((INPUTS, SHARED)), "valueCoding": systems.coding(FIELDS, shared)}


def _outputs(content: Content) -> Iterator[dict[str, Any]]:
    """How it ended; and by the guide, that something was done."""
    if content.outcome is None:
        return
    yield {
        "type": systems.concept((OUTPUTS, "outcome")),
        "valueCodeableConcept": systems.concept((OUTCOME, content.outcome)),
    }
    if content.outcome in SERVED:
        yield {
            "type": systems.concept((systems.GUIDE_CODES, "resulting-activity")),
            "valueCodeableConcept": systems.concept(codes.PROCEDURE),
        }
