"""HTTP resources of indicators: definitions, runs, and the published tables."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.web.answers import Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.analytics.indicators import access
from services.analytics.indicators.application import IndicatorsApplication, Published
from services.analytics.indicators.definition import DEFINITIONS
from services.analytics.indicators.domain.indicator_run import IndicatorRun
from services.analytics.indicators.schemas import (
    DefinitionAnswer,
    DefinitionFilters,
    RunAnswer,
    RunBody,
    TableAnswer,
    TableFilters,
)

indicators = Blueprint("indicators", url_prefix="/v1/indicators", application=IndicatorsApplication)
runs = Blueprint("indicator-runs", url_prefix="/v1/indicator-runs", application=IndicatorsApplication)


@indicators.query_list("", DefinitionAnswer, scope="indicators:read", filters=DefinitionFilters, everywhere=True)
def list_indicators(app: IndicatorsApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What is counted, out of what, by which breakdowns."""
    after = page.after[0] if page.after else ""
    found = [definition for key, definition in sorted(DEFINITIONS.items()) if key > after]
    kept = found[: page.limit]
    return Page(kept, (kept[-1].indicator_id,) if len(found) > page.limit else None)


@indicators.query(
    "/<string(maxlength=16):indicator_id>", TableAnswer, scope="indicators:read", filters=TableFilters, everywhere=True
)
def read_indicator(app: IndicatorsApplication, caller: Caller, indicator_id: str, filters: dict[str, Any]) -> Published:
    """The latest table of a period by a breakdown; hidden numbers are null and marked as suppressed."""
    return app.published(indicator_id, filters["period"], frozenset(filters["by"]), filters.get("uf"))


@runs.command("", RunBody, scope="indicators:write", creates=True, everywhere=True)
def compute_indicator(app: IndicatorsApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Compute an indicator over all facts up to now, or up to the cut-off of an earlier run."""
    run = app.compute(**body)
    return Created(run.id, run.version, _told(run))


@runs.query("/<uuid:run_id>", RunAnswer, scope="indicators:read", everywhere=True)
def read_run(app: IndicatorsApplication, caller: Caller, run_id: UUID) -> Found:
    """How a run was computed: cut-off, number of facts, hash of the inputs."""
    run = app.run(run_id)
    access.made_or_audits(caller, run)
    body = {**vars(run), "id": run.id, "suppressed_cells": len(run.primary) + len(run.complementary)}
    return Found(body, run.version)


def _told(run: IndicatorRun) -> dict[str, Any]:
    return {
        "inputs_hash": run.inputs_hash,
        "facts": run.facts,
        "cut_off": run.cut_off.position,
        "suppressed_cells": len(run.primary) + len(run.complementary),
    }
