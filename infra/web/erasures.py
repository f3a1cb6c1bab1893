"""The erasures of a store over HTTP, for operators: how far each has come, and what each place lost, in counts."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from infra.erasure.application import ErasureApplication
from infra.web.answers import Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.paging import page_of
from infra.web.schemas import Instant, PageSchema


class ErasureSchema(ma.Schema):
    """One erasure; `places` counts what each place has lost so far."""

    erasure_id = ma.fields.UUID(required=True)
    request_id = ma.fields.UUID(required=True)
    subject = ma.fields.UUID(required=True)
    scope = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    keys = ma.fields.Integer(required=True)
    places = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(), required=True)
    authorised_at = Instant(required=True)
    verified_at = Instant(required=True, allow_none=True)


def erasures_blueprint() -> Blueprint:
    """The resource `/v1/erasures` of every open store; in a confidential one not even their number may be known."""
    blueprint = Blueprint("erasures", url_prefix="/v1/erasures", application=ErasureApplication)
    scope = "operations:read"
    blueprint.query_list("", ErasureSchema, scope=scope, filters=PageSchema, everywhere=True)(list_erasures)
    return blueprint


def list_erasures(app: ErasureApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
    """The erasures of this store."""
    found = app.listed(page.limit + 1, page.after[0] if page.after else None)
    return page_of(found, page, lambda line: (line.erasure_id,))
