"""Commitments: the organisation accepts, reports progress, fulfils or drops what it took on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.commissions.coordination import access
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.schemas import CommitmentAnswer, DropBody, ProgressBody

blp = Blueprint("commitments", url_prefix="/v1/commitments")


@blp.command("/<uuid:commitment_id>/acceptance", EmptyBody, scope="commitments:write")
def accept_commitment(
    app: CoordinationApplication,
    body: dict[str, Any],
    caller: Caller,
    commitment_id: UUID,
    expected: int,
) -> Changed:
    """Take it on."""
    access.committed(caller, app.commitment(commitment_id))
    commitment = app.accept_commitment(commitment_id, expected)
    return Changed(commitment.version, {"status": commitment.status})


@blp.command("/<uuid:commitment_id>/progress", ProgressBody, scope="commitments:write")
def record_progress(
    app: CoordinationApplication, body: dict[str, Any], caller: Caller, commitment_id: UUID, expected: int
) -> Changed:
    """Say how far it is."""
    access.committed(caller, app.commitment(commitment_id))
    commitment = app.record_progress(commitment_id, expected, **body)
    return Changed(commitment.version, {"status": commitment.status})


@blp.command("/<uuid:commitment_id>/fulfilment", EmptyBody, scope="commitments:write")
def fulfil_commitment(
    app: CoordinationApplication,
    body: dict[str, Any],
    caller: Caller,
    commitment_id: UUID,
    expected: int,
) -> Changed:
    """Done; the answer says whether it was in time."""
    access.committed(caller, app.commitment(commitment_id))
    commitment = app.fulfil_commitment(commitment_id, expected)
    return Changed(commitment.version, {"status": commitment.status, "on_time": commitment.on_time})


@blp.command("/<uuid:commitment_id>/drop", DropBody, scope="commitments:write")
def drop_commitment(
    app: CoordinationApplication, body: dict[str, Any], caller: Caller, commitment_id: UUID, expected: int
) -> Changed:
    """Give it up, and say why; its role in the group is free again."""
    access.committed(caller, app.commitment(commitment_id))
    commitment = app.drop_commitment(commitment_id, expected, **body)
    return Changed(commitment.version, {"status": commitment.status})


@blp.query("/<uuid:commitment_id>", CommitmentAnswer, scope="commitments:read", everywhere=True)
def read_commitment(app: CoordinationApplication, caller: Caller, commitment_id: UUID) -> Found:
    """One commitment."""
    commitment = app.commitment(commitment_id)
    return Found(commitment, commitment.version)
