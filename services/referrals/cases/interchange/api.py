"""HTTP resources of the exchange with systems of health: a Bundle goes out, a Task or a new request comes in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web import validation
from infra.web.answers import Changed, Created, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.referrals.cases import access
from services.referrals.cases.interchange import schemas
from services.referrals.cases.interchange.answers import Update
from services.referrals.cases.interchange.application import InterchangeApplication as Interchange
from services.referrals.cases.interchange.asking import Asked
from services.referrals.cases.interchange.systems import MEDIA

blp = Blueprint("interchange", url_prefix="/v1/referrals/<uuid:referral_id>", application=Interchange)
requests = Blueprint("referral-requests", url_prefix="/v1/referral-requests", application=Interchange)
BLUEPRINTS = (blp, requests)


@blp.query("/fhir", schemas.BundleAnswer, scope="referrals:read", media=MEDIA)
def export_referral(app: Interchange, caller: Caller, referral_id: UUID) -> Found:
    """One referral as a Bundle of FHIR R4, for its office and its partner; no value of the person is in it."""
    referral = app.referral(referral_id)
    access.takes_part(caller, referral)
    offices = None if access.receives(caller, referral) else caller.offices
    return Found(app.exported(referral, offices), referral.version)


@blp.command("/task-updates", schemas.TaskBody, scope="answers:write", media=MEDIA)
def follow_task(app: Interchange, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """The partner answers, agrees on an appointment or ends it, by the Task of its own system."""
    access.is_recipient(caller, app.referral(referral_id))
    update: Update = body["update"]
    if update.about not in (None, referral_id):
        raise validation.invalid({"focus": ["another-referral"]})
    referral = app.follow(referral_id, expected, update.said)
    return Changed(referral.version, {"status": referral.status})


@requests.command("", schemas.BundleBody, scope="referrals:write", creates=True, media=MEDIA)
def draft_requested(app: Interchange, body: dict[str, Any], caller: Caller) -> Created:
    """What another system asks an office for becomes a draft there; nothing is sent before the office says so."""
    asked: Asked = body["asked"]
    access.works_in(caller, asked.office_id)
    referral = app.draft(asked)
    return Created(referral.id, referral.version, location=f"/v1/referrals/{referral.id}")
