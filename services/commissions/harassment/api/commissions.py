"""Commissions: constituted, staffed, checked; what their composition lacks is shown and does not stop them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import EmptyBody, PageSchema
from services.commissions.harassment import access, schemas
from services.commissions.harassment.application import CommissionsApplication as Commissions
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.member import Nomination

blp = Blueprint("commissions", url_prefix="/v1/commissions", application=Commissions)
ONE = "/<uuid:commission_id>"
MEMBER = f"{ONE}/members/<uuid:member_id>"
SHOWN = tuple(schemas.CommissionAnswer().fields.keys() - {"members"})


@blp.command("", schemas.CommissionBody, scope="commissions:admin", creates=True)
def constitute_commission(app: Commissions, body: dict[str, Any], caller: Caller) -> Created:
    """A court constitutes a permanent commission."""
    access.administers(caller, body["uf"])
    commission = app.constitute_commission(**body)
    return Created(commission.id, commission.version)


@blp.command(f"{ONE}/secretariat", schemas.SecretariatBody, scope="commissions:write")
def designate_secretariat(
    app: Commissions, body: dict[str, Any], caller: Caller, commission_id: UUID, expected: int
) -> Changed:
    """Name the unit or staff that serves the commission."""
    access.administers(caller, app.commission(commission_id).uf)
    return _changed(app.designate_secretariat(commission_id, expected, **body))


@blp.command(f"{ONE}/activation", EmptyBody, scope="commissions:write")
def activate_commission(
    app: Commissions, body: dict[str, Any], caller: Caller, commission_id: UUID, expected: int
) -> Changed:
    """The commission receives notices from now on."""
    access.administers(caller, app.commission(commission_id).uf)
    return _changed(app.activate(commission_id, expected))


@blp.command(f"{ONE}/members", schemas.MemberBody, scope="commissions:write")
def appoint_member(
    app: Commissions, body: dict[str, Any], caller: Caller, commission_id: UUID, expected: int
) -> Changed:
    """Seat a member; the answer has what the composition still lacks."""
    access.administers(caller, app.commission(commission_id).uf)
    nomination = Nomination(**{**body, "other_bodies": tuple(body["other_bodies"])})
    commission, member_id = app.appoint_member(commission_id, expected, nomination)
    return _changed(commission, {"member_id": member_id})


@blp.command(f"{MEMBER}/end", schemas.MembershipEndBody, scope="commissions:write")
def end_membership(
    app: Commissions, body: dict[str, Any], caller: Caller, commission_id: UUID, member_id: UUID, expected: int
) -> Changed:
    """A member leaves; access to cases ends at once."""
    access.administers(caller, app.commission(commission_id).uf)
    return _changed(app.end_membership(commission_id, expected, member_id, **body))


@blp.command(f"{MEMBER}/other-bodies", schemas.OtherBodyBody, scope="commissions:write")
def declare_other_body(
    app: Commissions, body: dict[str, Any], caller: Caller, commission_id: UUID, member_id: UUID, expected: int
) -> Changed:
    """A member has come into a body that is incompatible (art. 16 §5)."""
    access.administers(caller, app.commission(commission_id).uf)
    return _changed(app.declare_other_body(commission_id, expected, member_id, **body))


@blp.command(f"{MEMBER}/other-bodies/end", schemas.OtherBodyBody, scope="commissions:write")
def resolve_other_body(
    app: Commissions, body: dict[str, Any], caller: Caller, commission_id: UUID, member_id: UUID, expected: int
) -> Changed:
    """The member has left that body."""
    access.administers(caller, app.commission(commission_id).uf)
    return _changed(app.resolve_other_body(commission_id, expected, member_id, **body))


@blp.query(ONE, schemas.CommissionAnswer, scope="commissions:read")
def read_commission(app: Commissions, caller: Caller, commission_id: UUID) -> Found:
    """Who sits in a commission, and what its composition lacks."""
    commission = app.commission(commission_id)
    access.sees_composition(caller, commission)
    shown = {name: getattr(commission, name) for name in SHOWN}
    return Found({**shown, "members": list(commission.members.values())}, commission.version)


@blp.query_list("", schemas.BoardAnswer, scope="commissions:read", filters=PageSchema)
def list_commissions(app: Commissions, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The board: the commissions of the caller's states, and since when they are irregular."""
    found = app.board(list(caller.uf), page.limit + 1, page.after)
    return page_of(found, page, lambda board: (board.commission_id,))


def _changed(commission: Commission, more: dict[str, Any] | None = None) -> Changed:
    lacking = [{"rule": v.rule, "severity": v.severity} for v in commission.violations]
    state = {"status": commission.status, "violations": lacking, "irregular_since": commission.irregular_since}
    return Changed(commission.version, {**state, **(more or {})})
