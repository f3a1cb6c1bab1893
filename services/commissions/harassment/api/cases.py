"""Notice cases, for those on the need-to-know list of each; to everybody else they do not exist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Afterwards, Changed, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody, PageSchema
from services.commissions.harassment import schemas
from services.commissions.harassment.cases import CasesApplication as Cases
from services.commissions.harassment.domain.notice_case import NoticeCase

blp = Blueprint("cases", url_prefix="/v1/cases", application=Cases)
ONE = "/<uuid:case_id>"
OWN = (
    "id", "commission_id", "status", "scopes", "rapporteur", "received_at", "decisions", "deliberated_at",
    "to_be_confirmed",
)  # fmt: skip


@blp.command(f"{ONE}/rapporteur", schemas.AccountBody, scope="cases:write")
def assign_rapporteur(app: Cases, body: dict[str, Any], caller: Caller, case_id: UUID, expected: int) -> Changed:
    """Somebody of the need-to-know list prepares the deliberation."""
    return _changed(app.assign_rapporteur(caller.subject, case_id, expected, body["account"]))


@blp.command(f"{ONE}/need-to-know", schemas.AccountBody, scope="cases:write")
def admit_member(app: Cases, body: dict[str, Any], caller: Caller, case_id: UUID, expected: int) -> Changed:
    """Put another member, such as a substitute, on the list, if nothing stands against it."""
    return _changed(app.admit_member(caller.subject, case_id, expected, body["account"]))


@blp.command(f"{ONE}/conflicts", schemas.AccountBody, scope="cases:write")
def declare_conflict(app: Cases, body: dict[str, Any], caller: Caller, case_id: UUID, expected: int) -> Changed:
    """A conflict has come out: that member's access ends at once."""
    return _changed(app.declare_conflict(caller.subject, case_id, expected, body["account"]))


@blp.command(f"{ONE}/deliberations", schemas.DeliberationBody, scope="cases:write")
def hold_deliberation(app: Cases, body: dict[str, Any], caller: Caller, case_id: UUID, expected: int) -> Changed:
    """What the members present decided."""
    return _changed(app.hold_deliberation(caller.subject, case_id, expected, **body))


@blp.command(f"{ONE}/closure", EmptyBody, scope="cases:write")
def close_case(app: Cases, body: dict[str, Any], caller: Caller, case_id: UUID, expected: int) -> Changed:
    """The commission has done what it can."""
    return _changed(app.close_case(caller.subject, case_id, expected))


@blp.query(ONE, schemas.CaseAnswer, scope="cases:read")
def read_case(app: Cases, caller: Caller, case_id: UUID) -> Found:
    """One case: codes, people by account, due times."""
    case = app.case(caller.subject, case_id)
    shown = {name: getattr(case, name) for name in OWN}
    return Found({**shown, **vars(case.due), "need_to_know": sorted(case.need_to_know)}, case.version)


@blp.query(f"{ONE}/notice", schemas.ContentAnswer, scope="cases:read", filters=schemas.ContentFilters)
def read_notice(app: Cases, caller: Caller, case_id: UUID, filters: dict[str, Any]) -> Afterwards:
    """What the notice says, asked from notices at this moment; 410 once the notifier does not allow it any more."""
    ask = app.notice_content(caller.subject, case_id, filters["purpose"])
    return Afterwards(lambda: {"content": ask()})


@blp.query_list("", schemas.MemberCaseAnswer, scope="cases:read", filters=PageSchema)
def list_cases(app: Cases, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The cases that the caller needs to know of."""
    found = app.cases_of(caller.subject, page.limit + 1, page.after)
    return page_of(found, page, lambda case: (case.deliberation_due_at, case.case_id))


def _changed(case: NoticeCase) -> Changed:
    return Changed(case.version, {"status": case.status})
