"""HTTP resources of micro-credit: the office asks for somebody, the lender answers without knowing who it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody
from services.referrals.work import access
from services.referrals.work.applications.credits import CreditsApplication as Credits
from services.referrals.work.domain.micro_credit import Loan, MicroCredit
from services.referrals.work.schemas import credits as schemas
from services.referrals.work.schemas.candidates import OfOfficeFilters

blp = Blueprint("credits", url_prefix="/v1/credits", application=Credits)
asked = Blueprint("lender-credits", url_prefix="/v1/lender-credits", application=Credits)
ONE = "/<uuid:credit_id>"


@blp.command("", schemas.CreditBody, scope="credits:write", creates=True)
def request_credit(app: Credits, body: dict[str, Any], caller: Caller) -> Created:
    """Ask a lender for somebody, relatives too."""
    access.works_in(caller, body["office_id"])
    amount_band = body.pop("amount_band")
    credit = app.request(Loan(**body), amount_band)
    return Created(credit.id, credit.version)


@blp.command(f"{ONE}/grant", schemas.CreditGrantBody, scope="credits:answer")
def grant_credit(app: Credits, body: dict[str, Any], caller: Caller, credit_id: UUID, expected: int) -> Changed:
    """The lender gives so much, roughly."""
    access.is_organisation(caller, app.credit(credit_id).loan.lender_id)
    return _changed(app.grant(credit_id, expected, **body))


@blp.command(f"{ONE}/refusal", schemas.CreditRefusalBody, scope="credits:answer")
def refuse_credit(app: Credits, body: dict[str, Any], caller: Caller, credit_id: UUID, expected: int) -> Changed:
    """The lender gives nothing, and says why in one code."""
    access.is_organisation(caller, app.credit(credit_id).loan.lender_id)
    return _changed(app.refuse(credit_id, expected, **body))


@blp.command(f"{ONE}/withdrawal", EmptyBody, scope="credits:write")
def withdraw_credit(app: Credits, body: dict[str, Any], caller: Caller, credit_id: UUID, expected: int) -> Changed:
    """The person does not want it any more."""
    access.works_in(caller, app.credit(credit_id).loan.office_id)
    return _changed(app.withdraw(credit_id, expected))


@blp.query(ONE, schemas.CreditAnswer, scope="credits:read")
def read_credit(app: Credits, caller: Caller, credit_id: UUID) -> Found:
    """One request, for its office and its lender; the lender does not learn the pseudonym."""
    credit = app.credit(credit_id)
    about = credit.loan
    shown: dict[str, Any] = {
        "credit_id": credit.id, "lender_id": about.lender_id, "amount_band": credit.amount_band,
        "status": credit.status, "refusal": credit.refusal,
    }  # fmt: skip
    if caller.org != about.lender_id:
        access.works_in(caller, about.office_id)
        person_id = app.person_of(credit, caller.offices)
        shown |= {"person_id": person_id, "office_id": about.office_id, "client_type": about.client_type}
    return Found(shown, credit.version)


@blp.query_list("", schemas.OfficeCreditAnswer, scope="credits:read", filters=OfOfficeFilters)
def list_credits(app: Credits, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What an office has asked for."""
    access.works_in(caller, filters["office_id"])
    found = app.of_office(filters["office_id"], caller.offices, page.limit + 1, page.after)
    return page_of(found, page, lambda credit: (credit.credit_id,))


@asked.query_list("", schemas.AskedAnswer, scope="credits:read")
def list_asked_credits(app: Credits, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What waits for the answer of the caller's organisation."""
    found = app.asked_of(access.organisation(caller), page.limit + 1, page.after)
    return page_of(found, page, lambda credit: (credit.credit_id,))


def _changed(credit: MicroCredit) -> Changed:
    return Changed(credit.version, {"status": credit.status})
