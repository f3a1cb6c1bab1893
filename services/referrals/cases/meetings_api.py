"""HTTP resources around an appointment: the hand-over before it, and the word after one that was missed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.referrals.cases import access, meeting_schemas, schemas
from services.referrals.cases.meetings import MeetingsApplication as Meetings

blp = Blueprint("meetings", url_prefix="/v1/referrals/<uuid:referral_id>", application=Meetings)
contacts = Blueprint("contacts-to-offer", url_prefix="/v1/contacts-to-offer", application=Meetings)
BLUEPRINTS = (blp, contacts)


@blp.command("/handover", meeting_schemas.HandoverBody, scope="referrals:write", creates=True)
def make_handover(app: Meetings, body: dict[str, Any], caller: Caller, referral_id: UUID) -> Created:
    """The office has spoken with the partner for the person, before she comes or with her; once for each referral."""
    access.works_in(caller, app.referral(referral_id).office_id)
    made = app.hand_over(referral_id, **body)
    return Created(made.id, made.version, location=f"/v1/referrals/{referral_id}/handover")


@blp.query("/handover", meeting_schemas.HandoverAnswer, scope="referrals:read")
def read_handover(app: Meetings, caller: Caller, referral_id: UUID) -> Found:
    """How and when it was made, for the office and the partner."""
    access.takes_part(caller, app.referral(referral_id))
    made = app.handover(referral_id)
    return Found({**vars(made), "made_at": made.made_at}, made.version)


@blp.command("/appointments/<int:number>/contact", meeting_schemas.ContactBody, scope="referrals:write", creates=True)
def record_contact(app: Meetings, body: dict[str, Any], caller: Caller, referral_id: UUID, number: int) -> Created:
    """After a missed appointment: a friendly word was offered, or the person wishes none. For the office alone."""
    access.works_in(caller, app.referral(referral_id).office_id)
    recorded = app.record_contact(referral_id, number, **body)
    return Created(recorded.id, recorded.version, location=f"/v1/referrals/{referral_id}")


# Read by who may also answer it: the scope to write keeps partners out before their territory is looked at.
@contacts.query_list("", meeting_schemas.ToOfferAnswer, scope="referrals:write", filters=schemas.OfficeFilters)
def list_contacts_to_offer(app: Meetings, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Who missed an appointment and was not offered a word yet, the longest known first. Never a penalty (PL10).

    When the person may be called, at which number and at what hours, only intake knows.
    """
    access.works_in(caller, filters["office_id"])
    found = app.contacts_to_offer(filters["office_id"], caller.offices, page.limit + 1, page.after)
    return page_of(found, page, lambda line: (line.since, line.referral_id, line.number))
