"""Commitment groups: open one for an objective, assign commitments in it, read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Created, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.commissions.coordination import access
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.schemas import CommitmentBody, GroupAnswer, GroupBody

blp = Blueprint("commitment-groups", url_prefix="/v1/commitment-groups")


@blp.command("", GroupBody, scope="commitments:admin", creates=True)
def open_group(app: CoordinationApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Open a group for one objective of a plan."""
    meeting_id = body.get("meeting_id")
    access.may_group(caller, body.get("uf"), app.meeting(meeting_id) if meeting_id else None)
    group = app.open_commitment_group(**body)
    return Created(group.id, group.version)


@blp.command("/<uuid:group_id>/commitments", CommitmentBody, scope="commitments:admin", creates=True)
def assign_commitment(app: CoordinationApplication, body: dict[str, Any], caller: Caller, group_id: UUID) -> Created:
    """Expect something of an organisation, in its role; one organisation leads."""
    group = app.group(group_id)
    access.may_group(caller, group.uf, app.meeting(group.meeting_id) if group.meeting_id else None)
    _, commitment = app.assign_commitment(group_id, **body)
    return Created(commitment.id, commitment.version, location=f"/v1/commitments/{commitment.id}")


@blp.query("/<uuid:group_id>", GroupAnswer, scope="commitments:read", everywhere=True)
def read_group(app: CoordinationApplication, caller: Caller, group_id: UUID) -> Found:
    """A group and all its commitments, the lead first."""
    group = app.group(group_id)
    return Found({**vars(group), "id": group.id, "commitments": app.commitments_of(group_id)}, group.version)
