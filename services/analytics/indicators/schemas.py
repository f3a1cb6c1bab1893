"""What indicators' API reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate
from webargs.fields import DelimitedList

from contracts.vocabulary.network import UF
from infra.web.schemas import CommandSchema, PageSchema, Pattern, RequestSchema
from services.analytics.indicators.definition import DEFINITIONS, Dimension
from services.analytics.indicators.evidence import Verdict
from services.analytics.indicators.tracing import Use

PERIOD = validate.Regexp(r"^20[0-9]{2}(-(0[1-9]|1[0-2]))?\Z")


class RunBody(CommandSchema):
    indicator_id = fields.String(required=True, validate=validate.OneOf(sorted(DEFINITIONS)))
    period = fields.String(required=True, validate=PERIOD)
    cut_off = fields.Integer(strict=True, validate=validate.Range(min=0, max=2**53))


class TableFilters(RequestSchema):
    period = fields.String(required=True, validate=PERIOD)
    uf = fields.Enum(UF, by_value=True)
    by = DelimitedList(fields.Enum(Dimension, by_value=True), load_default=list, validate=validate.Length(0, 5))


class DefinitionFilters(PageSchema):
    """No filters: there are few."""


class DefinitionAnswer(ma.Schema):
    indicator_id = fields.String(required=True)
    version = fields.Integer(required=True)
    name = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    base = fields.Function(lambda d: d.base.kind, required=True)
    achieved = fields.Function(lambda d: d.achieved.kind if d.achieved else None, required=True)
    dimensions = fields.List(fields.Enum(Dimension, by_value=True), required=True)
    publication_class = fields.String(required=True)
    k_min = fields.Integer(required=True)
    min_denominator_for_rate = fields.Integer(required=True)


class RowAnswer(ma.Schema):
    codes = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    numerator = fields.Integer(allow_none=True, required=True)
    denominator = fields.Integer(allow_none=True, required=True)
    rate = fields.Float(allow_none=True, required=True)
    suppressed = fields.Boolean(required=True)


class TableAnswer(ma.Schema):
    indicator_id = fields.String(attribute="definition.indicator_id", required=True)
    name = fields.Dict(attribute="definition.name", keys=fields.String(), values=fields.String(), required=True)
    definition_version = fields.Integer(attribute="run.definition_version", required=True)
    period = fields.String(attribute="run.period", required=True)
    run_id = fields.UUID(attribute="run.run_id", required=True)
    computed_at = fields.AwareDateTime(attribute="run.computed_at", required=True)
    rows = fields.List(fields.Nested(RowAnswer), required=True)


class CutOffAnswer(ma.Schema):
    log_id = fields.UUID(required=True)
    position = fields.Integer(required=True)


class RunAnswer(ma.Schema):
    id = fields.UUID(required=True)
    indicator_id = fields.String(required=True)
    definition_version = fields.Integer(required=True)
    period = fields.String(required=True)
    cut_off = fields.Nested(CutOffAnswer, required=True)
    facts = fields.Integer(required=True)
    inputs_hash = fields.String(required=True)
    suppressed_cells = fields.Integer(required=True)


class EvidenceFilters(PageSchema):
    session = fields.UUID(required=True)
    cell = DelimitedList(fields.String(validate=Pattern(r"^[A-Za-z_]{1,40}$")), validate=validate.Length(1, 5))


class EvidenceAbout(ma.Schema):
    """`withheld` inputs lie outside the auditor's territory."""

    run_id = fields.UUID(required=True)
    inputs = fields.Integer(required=True)
    withheld = fields.Integer(required=True)


class EvidenceAnswer(ma.Schema):
    """An input at `position` of this store's log, told by `event` (stream:version) at `source_position` of `source`."""

    position = fields.Integer(required=True)
    fact_id = fields.UUID(required=True)
    use = fields.Enum(Use, by_value=True, required=True)
    uf = fields.String(required=True)
    codes = fields.List(fields.String(), required=True)
    source = fields.String(required=True)
    source_position = fields.Integer(required=True)
    event = fields.String(required=True)


class RecomputationAnswer(ma.Schema):
    run_id = fields.UUID(required=True)
    equal = fields.Boolean(required=True)
    same_inputs = fields.Boolean(required=True)
    same_numbers = fields.Boolean(required=True)
    same_suppression = fields.Boolean(required=True)
    same_totals = fields.Boolean(required=True)
    erased_inputs = fields.Integer(required=True)
    verdict = fields.Enum(Verdict, by_value=True, required=True)
    inputs_hash = fields.String(required=True)
    run_inputs_hash = fields.String(required=True)
    facts = fields.Integer(required=True)
