"""HTTP resources of the exchange with systems of health."""

from __future__ import annotations

from uuid import UUID

from infra.web.answers import Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.referrals.cases import access
from services.referrals.cases.interchange import schemas
from services.referrals.cases.interchange.application import InterchangeApplication as Interchange
from services.referrals.cases.interchange.systems import MEDIA

blp = Blueprint("interchange", url_prefix="/v1/referrals/<uuid:referral_id>", application=Interchange)


@blp.query("/fhir", schemas.BundleAnswer, scope="referrals:read", media=MEDIA)
def export_referral(app: Interchange, caller: Caller, referral_id: UUID) -> Found:
    """One referral as a Bundle of FHIR R4, for its office and its partner; no value of the person is in it."""
    referral = app.referral(referral_id)
    access.takes_part(caller, referral)
    offices = None if access.receives(caller, referral) else caller.offices
    return Found(app.exported(referral, offices), referral.version)
