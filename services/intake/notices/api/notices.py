"""Notices: recorded when authorised, seen by who needs to know, sent to a commission that nobody in it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.sealed import AccessContext
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody, PageSchema
from services.intake.notices import access, schemas
from services.intake.notices.application import NoticesApplication
from services.intake.notices.domain.account import Account, Affected, Circumstances, Noticed, Notifier
from services.intake.notices.domain.consent import Asked
from services.intake.notices.domain.notice import Notice
from services.intake.notices.domain.place import Place

blp = Blueprint("notices", url_prefix="/v1/notices")
ONE = "/<uuid:notice_id>"


@blp.command("", schemas.NoticeBody, scope="notices:write", creates=True)
def record_notice(app: NoticesApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Write what the notifier authorised, after the options were explained; the answer has both due times."""
    place = Place(**body["place"])
    access.receives_in(caller, place.uf)
    scopes = [Asked(**asked) for asked in body["scopes"]]
    notice = app.record_notice(
        place, _account(body), body["options_explained_at"], scopes, caller.subject, body["notifier_account"]
    )
    return Created(notice.id, notice.version, {"public_ref": notice.public_ref, **_due(notice)})


@blp.command(f"{ONE}/grants", schemas.GrantBody, scope="notices:write")
def grant_scope(
    app: NoticesApplication, body: dict[str, Any], caller: Caller, notice_id: UUID, expected: int
) -> Changed:
    """The notifier allows one thing more."""
    notice, grant_id = app.allow(caller.subject, notice_id, expected, Asked(**body))
    return Changed(notice.version, {"grant_id": grant_id})


@blp.command(f"{ONE}/grants/withdrawal", schemas.ScopeWithdrawalBody, scope="notices:write")
def withdraw_scope(
    app: NoticesApplication, body: dict[str, Any], caller: Caller, notice_id: UUID, expected: int
) -> Changed:
    """The notifier takes a scope back, without a reason; taking back RECORD withdraws the notice."""
    return _changed(app.disallow(caller.subject, notice_id, expected, body["scope"], body["parameter"]))


@blp.command(f"{ONE}/attending-member", schemas.AttendingMemberBody, scope="notices:write")
def choose_attending_member(
    app: NoticesApplication, body: dict[str, Any], caller: Caller, notice_id: UUID, expected: int
) -> Changed:
    """The notifier chooses who attends; whoever did before does not see the notice any more."""
    return _changed(app.choose_attending_member(caller.subject, notice_id, expected, body["account"]))


@blp.command(f"{ONE}/routing", schemas.RoutingBody, scope="notices:write")
def send_to_commission(
    app: NoticesApplication, body: dict[str, Any], caller: Caller, notice_id: UUID, expected: int
) -> Changed:
    """Send to a commission; refused, without saying why, when it is not suitable: then choose another."""
    opening = _opening(caller, "conflict-check")
    return _changed(app.send_to_commission(caller.subject, notice_id, expected, body["commission_id"], opening))


@blp.command(f"{ONE}/withdrawal", EmptyBody, scope="notices:write")
def withdraw_notice(
    app: NoticesApplication, body: dict[str, Any], caller: Caller, notice_id: UUID, expected: int
) -> Changed:
    """The notifier takes the notice back."""
    return _changed(app.withdraw(caller.subject, notice_id, expected))


@blp.query(ONE, schemas.NoticeAnswer, scope="notices:read")
def read_notice(app: NoticesApplication, caller: Caller, notice_id: UUID) -> Found:
    """Codes, grants and due times."""
    notice = app.notice(caller.subject, notice_id)
    return Found(_header(notice), notice.version)


@blp.query(f"{ONE}/content", schemas.ContentAnswer, scope="notices:read", filters=schemas.ContentFilters)
def read_content(
    app: NoticesApplication, caller: Caller, notice_id: UUID, filters: dict[str, Any]
) -> Mapping[str, Any]:
    """What the notice says. Each reading is on record, and the notifier can see it."""
    return app.content(caller.subject, notice_id, _opening(caller, filters["purpose"]))


@blp.query(
    f"{ONE}/deliberation-content", schemas.ContentAnswer, scope="service:call", filters=schemas.DeliberationFilters
)
def read_content_for_deliberation(
    app: NoticesApplication, caller: Caller, notice_id: UUID, filters: dict[str, Any]
) -> Mapping[str, Any]:
    """For commissions alone, on behalf of a member; 410 once the notifier does not allow it any more."""
    access.asks_for_a_member(caller)
    return app.content_for_deliberation(notice_id, filters["commission"], _opening(caller, filters["purpose"]))


@blp.query_list(f"{ONE}/readings", schemas.ReadingAnswer, scope="notices:read")
def list_readings(
    app: NoticesApplication, caller: Caller, filters: dict[str, Any], page: PageRequest, notice_id: UUID
) -> Page:
    """Who has read what the notice says."""
    found = app.readings(caller.subject, notice_id, page.limit + 1, page.after)
    return page_of(found, page, lambda reading: (reading.read_at, reading.access_id))


@blp.query_list("", schemas.KnownAnswer, scope="notices:read", filters=PageSchema)
def list_notices(app: NoticesApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The notices that the caller may know of."""
    found = app.notices_of(caller.subject, page.limit + 1, page.after)
    return page_of(found, page, lambda known: (known.urgent_look_due_at, known.notice_id))


def _account(body: dict[str, Any]) -> Account:
    circumstances = {**body["circumstances"], "adaptations": tuple(body["circumstances"]["adaptations"])}
    return Account(
        notifier=Notifier(**body["notifier"]),
        statement=body["statement"],
        conduct_types=tuple(body["conduct_types"]),
        circumstances=Circumstances(**circumstances),
        grounds=tuple(body["grounds"]),
        noticed=tuple(Noticed(**person) for person in body["noticed"]),
        affected=Affected(**body["affected"]) if body["affected"] else None,
        unit=body["unit"],
    )


def _opening(caller: Caller, purpose: str) -> AccessContext:
    return caller.opening(purpose, LegalBasis.RES351_AUTH.value)


def _due(notice: Notice) -> dict[str, Any]:
    clocks = notice.clocks
    return {
        "urgent_look_due_at": clocks.urgent_look_due_at,
        "deliberation_due_at": clocks.deliberation_due_at,
        "deliberation_due_on": clocks.deliberation_due_on,
        "ruleset_version": clocks.ruleset_version,
    }


def _header(notice: Notice) -> dict[str, Any]:
    names = ("id", "public_ref", "status", "commission_id", "attending")
    return {**{n: getattr(notice, n) for n in names}, "grants": list(notice.grants.values()), **_due(notice)}


def _changed(notice: Notice) -> Changed:
    return Changed(notice.version, {"status": notice.status})
