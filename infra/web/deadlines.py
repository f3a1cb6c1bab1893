"""Deadlines over HTTP, the same in every store: what waits in a territory, and suspensions by an authorised role.

A confidential store lists no deadline: that there is one would tell of a notice. Suspensions are public acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import marshmallow as ma
from marshmallow import validate

from contracts.deadlines import rules
from contracts.vocabulary.network import UF
from infra.application import Application
from infra.deadlines.suspension import LONGEST_ACT, declare
from infra.deadlines.views import Line, OpenDeadlines, Suspensions
from infra.eventstore.store import EventStore
from infra.refusals import NotFound
from infra.web.answers import Created, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.places import MunicipalityCode, refuse_elsewhere
from infra.web.schemas import CommandSchema, Instant, PageSchema, Pattern

READ, ADMIN = "deadlines:read", "calendar:admin"
STATUSES = ("open", "approaching", "missed", "paused")
COURT = Pattern(r"^(federal|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")


class DeadlineAnswer(ma.Schema):
    """A deadline by the clock of UTC and by the clock on the wall where it runs."""

    deadline_id = ma.fields.UUID(required=True)
    rule = ma.fields.String(required=True)
    subject = ma.fields.UUID(required=True)
    status = ma.fields.String(required=True)
    late_recorded = ma.fields.Boolean(required=True)
    uf = ma.fields.String(required=True, allow_none=True)
    municipality_ibge7 = ma.fields.String(required=True, allow_none=True)
    zone = ma.fields.String(required=True)
    started_at = Instant(required=True)
    due_at = Instant(required=True)
    due_local = ma.fields.Function(lambda line: _local(line).isoformat(), required=True)


class DeadlineFilters(PageSchema):
    uf = ma.fields.Enum(UF, by_value=True, required=True)
    status = ma.fields.String(validate=validate.OneOf(STATUSES))
    rule = ma.fields.String(validate=validate.OneOf(sorted(rules())))
    municipality_ibge7 = MunicipalityCode()


class SuspensionBody(CommandSchema):
    """In a whole state, in one municipality of it, or for one court of it (`federal`, or the court's id)."""

    uf = ma.fields.Enum(UF, by_value=True, required=True)
    municipality_ibge7 = MunicipalityCode()
    court = ma.fields.String(validate=COURT)
    first_on = ma.fields.Date(required=True)
    last_on = ma.fields.Date(required=True)
    act = ma.fields.String(required=True, validate=validate.Length(1, LONGEST_ACT))

    @ma.validates_schema(skip_on_field_errors=True)
    def _one_scope(self, data: dict[str, Any], **_: Any) -> None:
        if "court" in data and "municipality_ibge7" in data:
            raise ma.ValidationError("either-municipality-or-court", "court")
        if "municipality_ibge7" in data:
            refuse_elsewhere(data["municipality_ibge7"], data["uf"])


class SuspensionAnswer(ma.Schema):
    suspension_id = ma.fields.UUID(required=True)
    scope = ma.fields.String(required=True)
    first_on = ma.fields.Date(required=True)
    last_on = ma.fields.Date(required=True)
    act = ma.fields.String(required=True)
    declared_at = Instant(required=True)
    applied = ma.fields.Boolean(required=True)


def deadline_blueprints(store: EventStore, *, confidential: bool) -> Sequence[Blueprint]:
    """The resources `/v1/deadlines` and `/v1/suspensions` of a store that keeps deadlines."""
    kinds = {type(view) for view in store.views.all}
    if Suspensions not in kinds or not any(issubclass(kind, OpenDeadlines) for kind in kinds):
        return ()
    return (_suspensions(),) if confidential else (_deadlines(), _suspensions())


def _deadlines() -> Blueprint:
    blueprint = Blueprint("deadlines", url_prefix="/v1/deadlines")
    blueprint.query_list("", DeadlineAnswer, scope=READ, filters=DeadlineFilters)(list_deadlines)
    return blueprint


def _suspensions() -> Blueprint:
    blueprint = Blueprint("suspensions", url_prefix="/v1/suspensions")
    blueprint.query_list("", SuspensionAnswer, scope=READ, everywhere=True)(list_suspensions)
    blueprint.command("", SuspensionBody, scope=ADMIN, creates=True)(declare_suspension)
    return blueprint


def list_deadlines(app: Application, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Open, approaching and missed deadlines of a state, the earliest end first."""
    _in_territory(caller, filters["uf"])
    with app.unit_of_work() as unit:
        found = app.view(OpenDeadlines).of_territory(
            unit, filters["uf"].value, filters.get("status"), filters.get("rule"), filters.get("municipality_ibge7"),
            page.limit + 1, page.after,
        )  # fmt: skip
    return page_of(found, page, lambda line: (line.due_at, line.deadline_id))


def list_suspensions(app: Application, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """What was suspended, and whether the open deadlines know it yet."""
    after = UUID(page.after[0]) if page.after else None
    with app.unit_of_work() as unit:
        found = app.view(Suspensions).found(unit, page.limit + 1, after)
    return page_of(found, page, lambda declared: (declared.suspension_id,))


def declare_suspension(app: Application, body: dict[str, Any], caller: Caller) -> Created:
    """Deadlines counted in days do not run on these days; the open ones that it covers end later."""
    _in_territory(caller, body["uf"])
    with app.unit_of_work() as unit:
        declared = declare(app.store.name, _scope(body), body["first_on"], body["last_on"], body["act"])
        unit.save(declared)
    return Created(declared.id, declared.version, location="/v1/suspensions")


def _scope(body: dict[str, Any]) -> str:
    if "court" in body:
        return f"court:{body['court']}"
    return f"BR-{body.get('municipality_ibge7', body['uf'].value)}"


def _in_territory(caller: Caller, uf: UF) -> None:
    """Raises NotFound: nobody learns what waits elsewhere."""
    if uf.value not in caller.uf:
        raise NotFound


def _local(line: Line) -> datetime:
    return line.due_at.astimezone(ZoneInfo(line.zone))
