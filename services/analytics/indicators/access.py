"""Who may see numbers: published tables are protected, so every holder of the scope sees the same."""

from __future__ import annotations

from infra.kernel import NotFound
from infra.web.caller import Caller
from services.analytics.indicators.domain.indicator_run import IndicatorRun


def made_or_audits(caller: Caller, run: IndicatorRun) -> None:
    """How a run was computed is for those who compute and for auditors. Raises NotFound."""
    if not {"indicators:write", "audit:replay"} & caller.scopes:
        raise NotFound
