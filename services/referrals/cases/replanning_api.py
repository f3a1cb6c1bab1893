"""Which open referrals of an office that closes are to be planned anew, each together with the person (PL35)."""

from __future__ import annotations

from typing import Any

from infra.web.answers import Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from services.referrals.cases import access, schemas
from services.referrals.cases.replanning import ReplanningApplication

blp = Blueprint("referrals-to-replan", url_prefix="/v1/referrals-to-replan", application=ReplanningApplication)


@blp.query_list(
    "", schemas.ToReplanAnswer, scope="referrals:read", filters=schemas.OfficeFilters, about=schemas.ReplanningAbout
)
def list_referrals_to_replan(
    app: ReplanningApplication, caller: Caller, filters: dict[str, Any], page: PageRequest
) -> Page:
    """The most urgent first: all that is open while the office closes, else what a closed partner or site left open.

    Nobody is moved by the list; a line leaves it when its referral is cancelled.
    """
    access.works_in(caller, filters["office_id"])
    found = app.to_plan_anew(filters["office_id"], caller.offices, page.limit + 1, page.after)
    shown = page_of(found.referrals, page, lambda referral: (referral.rank, referral.referral_id))
    closing = found.closing
    about = {
        "office_status": closing.status.value if closing else None,
        "receiving_office_id": closing.receiving_office_id if closing else None,
    }
    return Page(shown.items, shown.next, about)
