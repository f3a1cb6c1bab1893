"""What the resource of estimated ages reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.persons import DeclarationSource
from infra.web.schemas import CommandSchema


class AgeEstimateBody(CommandSchema):
    """In completed years, give or take `precision_years`; by the person's own word unless it says else."""

    age = fields.Integer(strict=True, required=True, validate=validate.Range(0, 130))
    precision_years = fields.Integer(strict=True, load_default=0, validate=validate.Range(0, 20))
    source = fields.Enum(DeclarationSource, by_value=True, load_default=DeclarationSource.SELF_DECLARED)


class AgeEstimateAnswer(ma.Schema):
    said_on = fields.Date(required=True)
    source = fields.Enum(DeclarationSource, by_value=True, required=True)
    age = fields.Integer(required=True, allow_none=True)
    precision_years = fields.Integer(required=True, allow_none=True)


class AgeEstimatesAnswer(ma.Schema):
    """The latest first."""

    estimates = fields.List(fields.Nested(AgeEstimateAnswer), required=True)
