"""The office's side of answer links: issue, look at, void. What a partner does by one is in api.py, as for others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.referrals.cases import access, schemas
from services.referrals.cases.answer_links import AnswerLinksApplication as Links

blp = Blueprint("answer-links", url_prefix="/v1/referrals/<uuid:referral_id>/answer-link", application=Links)


@blp.command("", schemas.AnswerLinkBody, scope="referrals:write", creates=True)
def issue_answer_link(app: Links, body: dict[str, Any], caller: Caller, referral_id: UUID) -> Created:
    """For a partner without a system: a link to read and answer this referral; the last one is void from now on."""
    access.works_in(caller, app.office_of(referral_id))
    link = app.issue(referral_id, **body)
    return Created(link.id, link.version, location=f"/v1/referrals/{referral_id}/answer-link")


@blp.command("/revocation", EmptyBody, scope="referrals:write")
def revoke_answer_link(app: Links, body: dict[str, Any], caller: Caller, referral_id: UUID, expected: int) -> Changed:
    """It opens nothing any more."""
    access.works_in(caller, app.office_of(referral_id))
    link = app.revoke(referral_id, expected)
    return Changed(link.version, {"valid": link.is_valid})


@blp.query("", schemas.AnswerLinkAnswer, scope="referrals:write")
def read_answer_link(app: Links, caller: Caller, referral_id: UUID) -> Found:
    """The address to hand to the partner, and the code to tell it in another way."""
    access.works_in(caller, app.office_of(referral_id))
    shown = app.shown(referral_id)
    return Found(vars(shown), shown.version)
