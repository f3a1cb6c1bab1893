"""What the resources of look-backs read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.outcomes import (
    DocumentsSituation,
    HousingSituation,
    LookBackEnd,
    LookBackMark,
    WorkSituation,
)
from infra.web.schemas import CommandSchema, Instant, PageSchema

# What ends one by itself cannot be said by anybody.
SAID = (
    LookBackEnd.PERSON_CHOICE, LookBackEnd.MOVED, LookBackEnd.LOST_CONTACT, LookBackEnd.DEATH, LookBackEnd.OTHER,
)  # fmt: skip


class LookBackBody(CommandSchema):
    released_on = fields.Date(required=True)


class OutcomeBody(CommandSchema):
    """Whatever the person does not want to say stays null."""

    mark = fields.Enum(LookBackMark, by_value=True, required=True)
    housing = fields.Enum(HousingSituation, by_value=True, allow_none=True, load_default=None)
    work = fields.Enum(WorkSituation, by_value=True, allow_none=True, load_default=None)
    documents = fields.Enum(DocumentsSituation, by_value=True, allow_none=True, load_default=None)


class LookBackEndBody(CommandSchema):
    reason = fields.Enum(LookBackEnd, by_value=True, required=True, validate=validate.OneOf(SAID))


class LookBacksDueFilters(PageSchema):
    office_id = fields.UUID(required=True)
    until = fields.Date(load_default=None)


class OutcomeAnswer(ma.Schema):
    """`housing`, `work` and `documents` are null when nobody said it."""

    mark = fields.Enum(LookBackMark, by_value=True, required=True)
    housing = fields.String(required=True, allow_none=True)
    work = fields.String(required=True, allow_none=True)
    documents = fields.String(required=True, allow_none=True)


class LookBackAnswer(ma.Schema):
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    released_on = fields.Date(required=True)
    running = fields.Boolean(required=True)
    end_reason = fields.Enum(LookBackEnd, by_value=True, required=True, allow_none=True)
    reviews = fields.List(fields.Nested(OutcomeAnswer), required=True)


class LookBackLineAnswer(ma.Schema):
    person_id = fields.UUID(required=True)
    mark = fields.Enum(LookBackMark, by_value=True, required=True)
    due_on = fields.Date(required=True)
    due_at = Instant(required=True)
    missed = fields.Boolean(required=True)
