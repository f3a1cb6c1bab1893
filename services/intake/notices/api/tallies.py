"""Tallies: how many receptions were not recorded; counting leaves no trace but the number."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Changed, Found
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.intake.notices import access
from services.intake.notices.application import NoticesApplication
from services.intake.notices.domain.tally import Period
from services.intake.notices.schemas import TallyAnswer, TallyBody

blp = Blueprint("tallies", url_prefix="/v1/tallies")
ONE = "/<uuid:unit_id>/<string:period>"


@blp.put(ONE, TallyBody, scope="tally:write", silent=True)
def count_reception(
    app: NoticesApplication, body: dict[str, Any], caller: Caller, unit_id: UUID, period: str, expected: int
) -> Changed:
    """Count one more. If-Match carries the number seen, 0 at first; repeat with the number that GET gives after 412."""
    access.counts_for(caller, unit_id)
    return Changed(app.count_reception(unit_id, Period.parse(period), expected, body["n"]))


@blp.query(ONE, TallyAnswer, scope="tally:read")
def read_tally(app: NoticesApplication, caller: Caller, unit_id: UUID, period: str) -> Found:
    """The number of a month (2025-04) or semester (2025-S1); 0 when nothing was counted."""
    access.counts_for(caller, unit_id)
    n = app.tally(unit_id, Period.parse(period))
    return Found({"n": n}, n)
