"""A referral with all that belongs to it, as one Bundle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.referrals.cases.interchange.content import Content
from services.referrals.cases.interchange.requests import service_request
from services.referrals.cases.interchange.subtasks import subtasks
from services.referrals.cases.interchange.tasks import task


def bundle(content: Content, who: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """Each resource under its own address. `who` is to do it, once it was sent."""
    resources = [service_request(content), task(content), *subtasks(content), *who]
    entries = [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}
