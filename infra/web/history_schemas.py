"""What the resources of histories read and answer, the same in every store."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate
from webargs.fields import DelimitedList

from infra.web.schemas import CommandSchema, Moment, PageSchema, Pattern, RequestSchema

EXAMPLE = "2025-01-10T12:00:00Z"
LATEST_POSITION = 2**53
MOST_FLOWS = 300
ANYTHING = {"description": "A JSON value; sealed values read [sealed]."}


class Known(fields.Field[datetime | int]):
    """An instant, or a version of the record."""

    def __init__(self, **options: Any) -> None:
        metadata = {"type": "string", "example": EXAMPLE, "description": "An RFC 3339 instant, or a version."}
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> datetime | int:
        if isinstance(value, str) and value.isascii() and value.isdigit():
            return _version(value)
        found: datetime = Moment().deserialize(value)
        return found


def _version(text: str) -> int:
    if len(text) > 15 or int(text) == 0:
        raise ma.ValidationError("out-of-range")
    return int(text)


class SessionBody(CommandSchema):
    case_id = fields.UUID(required=True)
    reason = fields.String(required=True, validate=validate.Length(10, 500))


class InSession(RequestSchema):
    session = fields.UUID(required=True)


class CaseFilters(PageSchema):
    session = fields.UUID(required=True)
    case = fields.UUID(required=True)


class HistoryFilters(PageSchema):
    session = fields.UUID(required=True)
    as_of_recorded = Known()
    as_of_occurred = Moment()


class ExplanationFilters(InSession):
    field = fields.String(required=True, validate=Pattern(r"^[a-z][a-z0-9_]{0,60}$"), metadata={"example": "status"})
    as_of_recorded = Known()
    as_of_occurred = Moment()


class DifferenceFilters(InSession):
    axis = fields.String(load_default="recorded", validate=validate.OneOf(("recorded", "occurred")))
    earlier = Known(required=True, data_key="from")
    later = Known(required=True, data_key="to")


class TimelineFilters(InSession):
    flows = DelimitedList(fields.UUID(), load_default=list, validate=validate.Length(0, MOST_FLOWS))
    as_of_recorded = Moment()
    as_of_occurred = Moment()
    after = fields.Integer(load_default=0, validate=validate.Range(0, LATEST_POSITION))
    through = fields.Integer(load_default=0, validate=validate.Range(0, LATEST_POSITION))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class EventAnswer(ma.Schema):
    """One event: who, why, when it happened and was recorded, and its open values."""

    stream = fields.UUID(required=True)
    position = fields.Integer(required=True)
    version = fields.Integer(required=True)
    event = fields.String(required=True)
    occurred_at = fields.String(required=True, metadata={"format": "date-time"})
    recorded_at = fields.String(required=True, metadata={"format": "date-time"})
    actor = fields.String(required=True)
    role = fields.String(required=True)
    legal_basis = fields.String(required=True)
    purpose = fields.String(required=True, allow_none=True)
    origin = fields.String(required=True)
    values = fields.Dict(keys=fields.String(), required=True, metadata=ANYTHING)


class Root(fields.String):
    """The root hash of a log in base64, as its checkpoint has it; one that came over HTTP is that already."""

    def _serialize(self, value: Any, *arguments: Any, **options: Any) -> str | None:
        return b64encode(value).decode() if isinstance(value, bytes) else value


class CheckpointAnswer(ma.Schema):
    """The signed checkpoint that an answer rests on; /v1/ledger has it and the proofs."""

    origin = fields.String(required=True)
    size = fields.Integer(required=True)
    root = Root(required=True)


class HistoryAbout(ma.Schema):
    stream = fields.UUID(required=True)
    versions = fields.Integer(required=True)
    checkpoint = fields.Nested(CheckpointAnswer, required=True, allow_none=True)
    state = fields.Dict(keys=fields.String(), required=True, allow_none=True, metadata=ANYTHING)


class CaseStreamAnswer(ma.Schema):
    stream = fields.UUID(required=True)
    aggregate = fields.String(required=True)
    uf = fields.String(required=True, allow_none=True)
    whole = fields.Boolean(required=True)
    first_position = fields.Integer(required=True)
    events = fields.Integer(required=True)


class ExplanationAnswer(ma.Schema):
    field = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True, metadata=ANYTHING)
    set_by = fields.Nested(EventAnswer, required=True)
    before = fields.List(fields.Nested(EventAnswer), required=True)
    checkpoint = fields.Nested(CheckpointAnswer, required=True, allow_none=True)


class ChangeAnswer(ma.Schema):
    field = fields.String(required=True)
    before = fields.Raw(required=True, allow_none=True, metadata=ANYTHING)
    after = fields.Raw(required=True, allow_none=True, metadata=ANYTHING)
    set_by = fields.Nested(EventAnswer, required=True, allow_none=True)


class DifferenceAnswer(ma.Schema):
    changes = fields.List(fields.Nested(ChangeAnswer), required=True)
    checkpoint = fields.Nested(CheckpointAnswer, required=True, allow_none=True)


class TimelineAnswer(ma.Schema):
    """The part of a case that lies in this store; `withheld` streams lie in other territory."""

    store = fields.String(required=True)
    log_id = fields.UUID(required=True)
    through = fields.Integer(required=True)
    checkpoint = fields.Nested(CheckpointAnswer, required=True, allow_none=True)
    next_after = fields.Integer(required=True, allow_none=True)
    withheld = fields.Integer(required=True)
    streams = fields.List(fields.Nested(CaseStreamAnswer), required=True)
    flows = fields.List(fields.UUID(), required=True)
    items = fields.List(fields.Nested(EventAnswer), required=True)
