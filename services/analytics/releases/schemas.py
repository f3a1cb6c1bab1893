"""What releases' API reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate
from webargs.fields import DelimitedList

from contracts.vocabulary.network import UF
from infra.web.schemas import CommandSchema, PageSchema, RequestSchema
from services.analytics.indicators.definition import DEFINITIONS, Dimension
from services.analytics.indicators.schemas import PERIOD, RowAnswer
from services.analytics.releases.domain.release import RevisionNote


class ReleaseBody(CommandSchema):
    indicator_id = fields.String(required=True, validate=validate.OneOf(sorted(DEFINITIONS)))
    period = fields.String(required=True, validate=PERIOD)


class ReleasesFilters(PageSchema):
    period = fields.String(required=True, validate=PERIOD)


class VersionFilters(RequestSchema):
    uf = fields.Enum(UF, by_value=True)
    by = DelimitedList(fields.Enum(Dimension, by_value=True), load_default=list, validate=validate.Length(0, 5))


class VersionAnswer(ma.Schema):
    """`note` is null for the first version; `late_entries`, since the one before, for who publishes."""

    number = fields.Integer(required=True)
    run_id = fields.UUID(required=True)
    note = fields.Enum(RevisionNote, by_value=True, required=True, allow_none=True)
    late_entries = fields.Integer(required=True, allow_none=True)


class ReleaseAnswer(ma.Schema):
    """`reopened`: something has come in that the last version does not count."""

    id = fields.UUID(required=True)
    indicator_id = fields.String(required=True)
    period = fields.String(required=True)
    reopened = fields.Boolean(required=True)
    versions = fields.List(fields.Nested(VersionAnswer), required=True)


class VersionTableAnswer(VersionAnswer):
    rows = fields.List(fields.Nested(RowAnswer), required=True)
