"""What replays' API reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from infra.web.history_schemas import CheckpointAnswer, EventAnswer
from infra.web.schemas import CommandSchema, Instant, Moment, PageSchema

STORES = ("intake", "notices", "referrals", "commissions", "coordination", "analytics")


class SessionBody(CommandSchema):
    case_store = fields.String(required=True, validate=validate.OneOf(STORES))
    case_stream = fields.UUID(required=True)
    reason = fields.String(required=True, validate=validate.Length(10, 500))
    as_known_at = Moment()
    as_true_at = Moment()


class SessionFilters(PageSchema):
    case_stream = fields.UUID()


class SessionAnswer(ma.Schema):
    session_id = fields.UUID(required=True)
    auditor = fields.String(required=True)
    case_store = fields.String(required=True)
    case_stream = fields.UUID(required=True)
    reason = fields.String(required=True)
    as_known_at = fields.AwareDateTime(allow_none=True)
    as_true_at = fields.AwareDateTime(allow_none=True)
    opened_at = fields.AwareDateTime(required=True)
    closed_at = fields.AwareDateTime(allow_none=True)


class CaseEventAnswer(EventAnswer):
    store = fields.String(required=True)


class StorePartAnswer(ma.Schema):
    """How far a store's log was read, how many of its records belong to the case, and how many may not be shown."""

    store = fields.String(required=True)
    log_id = fields.UUID(required=True)
    through = fields.Integer(required=True)
    checkpoint = fields.Nested(CheckpointAnswer, required=True, allow_none=True)
    streams = fields.Integer(required=True)
    withheld = fields.Integer(required=True)


class CaseAbout(ma.Schema):
    session_id = fields.UUID(required=True)
    case_id = fields.UUID(required=True)
    as_known_at = Instant(required=True, allow_none=True)
    as_true_at = Instant(required=True, allow_none=True)
    complete = fields.Boolean(required=True)
    stores = fields.List(fields.Nested(StorePartAnswer), required=True)
