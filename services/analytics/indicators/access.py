"""Who may see numbers: published tables are protected, so every holder of the scope sees the same."""

from __future__ import annotations

from infra.kernel import NotFound
from infra.web.caller import Caller
from services.analytics.facts.places import UNKNOWN
from services.analytics.indicators.domain.indicator_run import IndicatorRun


def made_or_audits(caller: Caller, run: IndicatorRun) -> None:
    """How a run was computed is for those who compute and for auditors. Raises NotFound."""
    if not {"indicators:write", "audit:replay"} & caller.scopes:
        raise NotFound


def reaches(caller: Caller, uf: str) -> bool:
    """Single facts are read in the states of the credential; those of no known state by auditors of any."""
    return uf in caller.uf or (uf == UNKNOWN and bool(caller.uf))
