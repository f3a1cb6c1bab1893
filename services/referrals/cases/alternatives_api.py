"""HTTP resource of what else an office may do for a need that was sent somewhere."""

from __future__ import annotations

from uuid import UUID

from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.referrals.cases import access
from services.referrals.cases.alternatives import AlternativesApplication
from services.referrals.network.matching import Matches
from services.referrals.network.schemas.matching import MatchesAnswer

blp = Blueprint(
    "alternatives", url_prefix="/v1/referrals/<uuid:referral_id>/alternatives", application=AlternativesApplication
)


@blp.query("", MatchesAnswer, scope="referrals:write")
def list_alternatives(app: AlternativesApplication, caller: Caller, referral_id: UUID) -> Matches:
    """Other offers for the need, ranked, each with its reasons; what suits the person is hers to say."""
    referral = app.referral(referral_id)
    access.works_in(caller, referral.office_id)
    return app.alternatives(referral)
