"""HTTP resources of referral groups: formed and led by the office that sent the referrals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Created, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.referrals.cases import access, schemas
from services.referrals.cases.groups import GroupsApplication as Groups

blp = Blueprint("referral-groups", url_prefix="/v1/referral-groups", application=Groups)
ONE = "/<uuid:referral_group_id>"


@blp.command("", schemas.GroupBody, scope="referrals:write", creates=True)
def form_group(app: Groups, body: dict[str, Any], caller: Caller) -> Created:
    """Two or more referrals of one person; exactly one of their partners leads (R4)."""
    office_id = app.referral(body["lead"]).office_id
    access.works_in(caller, office_id)
    group = app.form(office_id, **body)
    return Created(group.id, group.version)


@blp.command(f"{ONE}/members", schemas.GroupMemberBody, scope="referrals:write")
def add_to_group(app: Groups, body: dict[str, Any], caller: Caller, referral_group_id: UUID, expected: int) -> Changed:
    """One more partner serves the person."""
    access.works_in(caller, app.group(referral_group_id).office_id)
    return Changed(app.add(referral_group_id, expected, **body).version)


@blp.command(f"{ONE}/removal", schemas.GroupMemberBody, scope="referrals:write")
def remove_from_group(
    app: Groups, body: dict[str, Any], caller: Caller, referral_group_id: UUID, expected: int
) -> Changed:
    """The referral goes on by itself; the lead cannot be taken out."""
    access.works_in(caller, app.group(referral_group_id).office_id)
    return Changed(app.remove(referral_group_id, expected, **body).version)


@blp.command(f"{ONE}/lead", schemas.GroupMemberBody, scope="referrals:write")
def change_lead(app: Groups, body: dict[str, Any], caller: Caller, referral_group_id: UUID, expected: int) -> Changed:
    """Another one of the group leads from now on."""
    access.works_in(caller, app.group(referral_group_id).office_id)
    return Changed(app.let_lead(referral_group_id, expected, **body).version)


@blp.query(ONE, schemas.GroupAnswer, scope="referrals:read")
def read_group(app: Groups, caller: Caller, referral_group_id: UUID) -> Found:
    """Who serves the person together, and who leads; for the office."""
    group = app.group(referral_group_id)
    access.works_in(caller, group.office_id)
    return Found({**vars(group), "id": group.id, "members": app.members(group)}, group.version)
