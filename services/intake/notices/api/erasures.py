"""Erasure of a notice: asked by who is on its list, approved by two others of the zone; unknown to everybody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Created
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import EmptyBody
from services.intake.notices import schemas
from services.intake.notices.domain.notice_erasure import NoticeErasure
from services.intake.notices.erasures import NoticeErasuresApplication as Erasures

blp = Blueprint("notice-erasures", url_prefix="/v1/notices/<uuid:notice_id>/erasure", application=Erasures)


@blp.command("", schemas.NoticeErasureBody, scope="notices:write", creates=True)
def request_erasure(app: Erasures, body: dict[str, Any], caller: Caller, notice_id: UUID) -> Created:
    """What was told is to be erased."""
    return _made(app.request(caller.subject, notice_id, body["basis"]))


@blp.command("/approvals", EmptyBody, scope="notices:erase", creates=True)
def approve_erasure(app: Erasures, body: dict[str, Any], caller: Caller, notice_id: UUID) -> Created:
    """One of two approvals by different people; after the second there is no way back."""
    return _made(app.approve(caller.subject, caller.uf, notice_id))


@blp.command("/holds", schemas.NoticeHoldBody, scope="notices:erase", creates=True)
def hold_erasure(app: Erasures, body: dict[str, Any], caller: Caller, notice_id: UUID) -> Created:
    """Keep the notice for now."""
    return _made(app.place_hold(caller.uf, notice_id, body["ground"]))


@blp.command("/holds/lifting", EmptyBody, scope="notices:erase", creates=True)
def release_erasure(app: Erasures, body: dict[str, Any], caller: Caller, notice_id: UUID) -> Created:
    """Nothing needs the notice any more."""
    return _made(app.lift_hold(caller.uf, notice_id))


def _made(erasure: NoticeErasure) -> Created:
    place = f"/v1/notices/{erasure.notice_id}"
    return Created(erasure.id, erasure.version, {"authorised": erasure.authorised}, location=place)
