"""Parked messages over HTTP, the same in every store: operators list, show, ask for a retry, dismiss."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import validate

from infra.application import Application
from infra.messaging import dismissals, parking
from infra.refusals import NotFound
from infra.web.answers import Accepted, Created, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import CommandSchema, Instant, PageSchema

READ, ADMIN = "operations:read", "operations:admin"
ONE = "/<int(min=1, max=9223372036854775807):parked_id>"


class ParkedSchema(ma.Schema):
    """A message that was set aside, by its place in its source's log; never its content."""

    id = ma.fields.Integer(required=True)
    source = ma.fields.String(allow_none=True)
    channel = ma.fields.String(required=True)
    partition = ma.fields.Integer(required=True)
    subject = ma.fields.UUID(allow_none=True)
    position = ma.fields.Integer(allow_none=True)
    type = ma.fields.String(allow_none=True)
    reason = ma.fields.String(required=True)
    attempts = ma.fields.Integer(required=True)
    parked_at = Instant(required=True)
    state = ma.fields.String(required=True, validate=validate.OneOf(parking.STATES))
    dismissible = ma.fields.Boolean(required=True)
    retry_requested_at = Instant(allow_none=True)
    retry_failed = ma.fields.String(allow_none=True)


class ParkedFilters(PageSchema):
    state = ma.fields.String(load_default="parked", validate=validate.OneOf(parking.STATES))


class RetrySchema(CommandSchema):
    """Nothing more is needed."""


class DismissalSchema(CommandSchema):
    """Why the message is given up, without naming anybody."""

    reason = ma.fields.String(required=True, validate=validate.Length(1, dismissals.LONGEST))


def parked_blueprint() -> Blueprint:
    """The resource `/v1/parked`, to be added to the app of every store."""
    blueprint = Blueprint("parked", url_prefix="/v1/parked")
    blueprint.query_list("", ParkedSchema, scope=READ, filters=ParkedFilters, everywhere=True)(list_parked)
    blueprint.query(ONE, ParkedSchema, scope=READ, everywhere=True)(show_parked)
    blueprint.command(f"{ONE}/retry", RetrySchema, scope=ADMIN, later=True, everywhere=True)(request_retry)
    blueprint.command(f"{ONE}/dismissal", DismissalSchema, scope=ADMIN, creates=True, everywhere=True)(dismiss)
    return blueprint


def list_parked(app: Application, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """Messages that this store set aside, the oldest first."""
    after = int(page.after[0]) if page.after else 0
    with app.store.unit_of_work() as unit:
        found = parking.listed(unit, filters["state"], page.limit + 1, after)
    return page_of(found, page, lambda item: (item.id,))


def show_parked(app: Application, caller: Caller, parked_id: int) -> parking.Parked:
    """One message that was set aside."""
    try:
        return parking.show(app.store, parked_id)
    except parking.NotParked:
        raise NotFound from None


def request_retry(app: Application, body: dict[str, Any], caller: Caller, parked_id: int) -> Accepted:
    """Let the store's worker apply the message, and those behind it, in its next turn."""
    show_parked(app, caller, parked_id)
    parking.request_retry(app.store, parked_id, caller.subject)
    return Accepted(f"/v1/parked/{parked_id}")


def dismiss(app: Application, body: dict[str, Any], caller: Caller, parked_id: int) -> Created:
    """Give the message up, for good; refused where a person's right hangs on it."""
    show_parked(app, caller, parked_id)
    event_id = parking.dismiss(app.store, parked_id, body["reason"], caller.subject)
    return Created(event_id, location=f"/v1/parked/{parked_id}")
