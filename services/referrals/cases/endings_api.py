"""HTTP resources of what may follow a sending beside the plain way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.referrals.cases import access, schemas
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.endings import EndingsApplication as Endings

blp = Blueprint("referral-endings", url_prefix="/v1/referrals/<uuid:referral_id>", application=Endings)


@blp.command("/waiting", EmptyBody, scope="answers:write")
def waitlist_referral(app: Endings, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """The partner takes the person when a place is free; it is an answer, and holds no place."""
    access.is_recipient(caller, app.referral(referral_id))
    return _changed(app.waitlist(referral_id, expected))


@blp.command("/interruption", schemas.InterruptionBody, scope="answers:write")
def interrupt_referral(app: Endings, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """It stops before its end."""
    access.takes_part(caller, app.referral(referral_id))
    return _changed(app.interrupt(referral_id, expected, **body))


@blp.command("/expiry", EmptyBody, scope="referrals:write")
def expire_referral(app: Endings, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """Give up waiting for an answer that is overdue; the need is still there, so draft another referral."""
    access.works_in(caller, app.referral(referral_id).office_id)
    return _changed(app.expire(referral_id, expected))


@blp.command("/feedback", schemas.FeedbackBody, scope="referrals:write")
def record_feedback(app: Endings, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """What the person says of the service, if she wants to; the partner does not see it."""
    access.works_in(caller, app.referral(referral_id).office_id)
    return _changed(app.record_feedback(referral_id, expected, **body))


@blp.command("/discrimination-report", EmptyBody, scope="referrals:write")
def report_discrimination(
    app: Endings, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int
) -> Changed:
    """That the person was treated worse there for who she is; the partner does not see it."""
    access.works_in(caller, app.referral(referral_id).office_id)
    return _changed(app.report_discrimination(referral_id, expected))


def _changed(referral: Referral) -> Changed:
    return Changed(referral.version, {"status": referral.status})
