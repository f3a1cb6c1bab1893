"""HTTP resources of indicators: definitions, runs, and the published tables."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.auditing.histories import Reader
from infra.web.answers import Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.histories import histories_of
from services.analytics.indicators import access
from services.analytics.indicators.application import IndicatorsApplication, Published
from services.analytics.indicators.definition import DEFINITIONS
from services.analytics.indicators.domain.indicator_run import IndicatorRun
from services.analytics.indicators.schemas import (
    DefinitionAnswer,
    DefinitionFilters,
    EvidenceAbout,
    EvidenceAnswer,
    EvidenceFilters,
    RecomputationAnswer,
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


@runs.query("/<uuid:run_id>/recomputation", RecomputationAnswer, scope="indicators:read", everywhere=True)
def recompute_run(app: IndicatorsApplication, caller: Caller, run_id: UUID) -> dict[str, Any]:
    """The run computed again, from everything up to its cut-off: whether inputs, numbers and hidden cells are equal.

    `erased_inputs` counts facts about people who were erased since: without their codes only the totals stay equal, and
    `verdict` says `differs-by-erasure`. It says `unexplained` when no erasure accounts for a difference.
    """
    access.made_or_audits(caller, app.run(run_id))
    found = app.recompute(run_id)
    return {
        **vars(found),
        "equal": found.equal,
        "verdict": found.verdict,
        "run_id": run_id,
        "run_inputs_hash": found.run.inputs_hash,
    }


@runs.query_list(
    "/<uuid:run_id>/inputs", EvidenceAnswer, scope="audit:replay", filters=EvidenceFilters, about=EvidenceAbout,
    everywhere=True,
)  # fmt: skip
def list_inputs(
    app: IndicatorsApplication, caller: Caller, run_id: UUID, filters: dict[str, Any], page: PageRequest
) -> Page:
    """The events that a run, or one cell of it, was computed from; for auditors, in a history session for the run."""
    found = app.evidence(run_id, filters.get("cell"))
    mine = [one for one in found if access.reaches(caller, one.uf)]
    after = (int(page.after[0]), str(page.after[1])) if page.after else (0, "")
    rest = [one for one in mine if (one.position, one.use) > after]
    kept = rest[: page.limit]
    about = {"run_id": run_id, "inputs": len(mine), "withheld": len(found) - len(mine)}
    reader = Reader(caller, filters["session"])
    histories_of(app).record(reader, "inputs", run_id, (one.position for one in kept))
    return Page(kept, (kept[-1].position, kept[-1].use) if len(rest) > page.limit else None, about)


def _told(run: IndicatorRun) -> dict[str, Any]:
    return {
        "inputs_hash": run.inputs_hash,
        "facts": run.facts,
        "cut_off": run.cut_off.position,
        "suppressed_cells": len(run.primary) + len(run.complementary),
    }
