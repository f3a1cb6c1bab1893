"""What the resources of erasure requests and retention holds read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.rights import ErasureBasis, ErasureRefusal, HoldGround, IdentityMethod, RequestedBy
from infra.web.schemas import CommandSchema, Instant, Moment


class ErasureRequestBody(CommandSchema):
    person_id = fields.UUID(required=True)
    requested_by = fields.Enum(RequestedBy, by_value=True, load_default=RequestedBy.SELF)


class IdentityBody(CommandSchema):
    method = fields.Enum(IdentityMethod, by_value=True, required=True)


class LegalCheckBody(CommandSchema):
    basis = fields.Enum(ErasureBasis, by_value=True, required=True)


class RefusalBody(CommandSchema):
    ground = fields.Enum(ErasureRefusal, by_value=True, required=True)


class HoldBody(CommandSchema):
    ground = fields.Enum(HoldGround, by_value=True, required=True)
    until = Moment(allow_none=True, load_default=None)


class HoldAnswer(ma.Schema):
    """A hold in force; shown to who asks for the erasure."""

    hold_id = fields.UUID(required=True)
    ground = fields.Enum(HoldGround, by_value=True, required=True)
    until = Instant(required=True, allow_none=True)


class StoreAnswer(ma.Schema):
    """What a store has erased: keys destroyed and rows taken out."""

    store = fields.String(required=True)
    keys = fields.Integer(required=True)
    rows = fields.Integer(required=True)


class ErasureRequestAnswer(ma.Schema):
    id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    status = fields.String(required=True)
    requested_by = fields.Enum(RequestedBy, by_value=True, required=True)
    basis = fields.Enum(ErasureBasis, by_value=True, required=True, allow_none=True)
    ground = fields.Enum(ErasureRefusal, by_value=True, required=True, allow_none=True)
    approvals = fields.Integer(required=True)
    under_way = fields.Integer(required=True, allow_none=True)
    holds = fields.List(fields.Nested(HoldAnswer), required=True)
    erased = fields.List(fields.Nested(StoreAnswer), required=True)


class RequestLineAnswer(ma.Schema):
    request_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    status = fields.String(required=True)
    opened_at = Instant(required=True)
