"""What the resources of duplicate pairs read and answer: ids, codes, and the names to call of one's own people."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from infra.web.schemas import CommandSchema, Instant, PageSchema
from services.intake.people.domain.duplicate_codes import DismissalReason, DuplicateReason, Observation, PairStatus
from services.intake.people.schemas.telling import display_name


class FlagBody(CommandSchema):
    person_id = fields.UUID(required=True)
    other_id = fields.UUID(required=True)
    reason = fields.Enum(Observation, by_value=True, required=True)


class DismissalBody(CommandSchema):
    reason = fields.Enum(DismissalReason, by_value=True, required=True)


class MergeBody(CommandSchema):
    """`survivor_id`: the record under which everything is found from now on, one of the two."""

    survivor_id = fields.UUID(required=True)


class PairFilters(PageSchema):
    status = fields.Enum(PairStatus, by_value=True, load_default=PairStatus.FLAGGED)


class PairLineAnswer(ma.Schema):
    pair_id = fields.UUID(required=True)
    first_id = fields.UUID(required=True)
    second_id = fields.UUID(required=True)
    status = fields.String(required=True)
    score = fields.Integer(required=True, allow_none=True)
    reasons = fields.List(fields.String(), required=True)
    survivor_id = fields.UUID(required=True, allow_none=True)
    flagged_at = Instant(required=True)


class SideAnswer(ma.Schema):
    """`display_name` is shown to the team of the office alone."""

    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    uf = fields.String(required=True)
    display_name = display_name()


class PairAnswer(ma.Schema):
    pair_id = fields.UUID(required=True)
    status = fields.Enum(PairStatus, by_value=True, required=True)
    score = fields.Integer(required=True, allow_none=True)
    reasons = fields.List(fields.Enum(DuplicateReason, by_value=True), required=True)
    dismissal = fields.Enum(DismissalReason, by_value=True, required=True, allow_none=True)
    survivor_id = fields.UUID(required=True, allow_none=True)
    sides = fields.List(fields.Nested(SideAnswer), required=True)
