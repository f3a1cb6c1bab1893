"""Micro-credit in requests and answers: bands of amounts, never a sum."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import AmountBand, CreditRefusal
from infra.web.schemas import CommandSchema, Instant


class CreditBody(CommandSchema):
    person_id = fields.UUID(required=True)
    office_id = fields.UUID(required=True)
    lender_id = fields.UUID(required=True)
    client_type = fields.Enum(ClientType, by_value=True, required=True)
    amount_band = fields.Enum(AmountBand, by_value=True, required=True)


class CreditGrantBody(CommandSchema):
    amount_band = fields.Enum(AmountBand, by_value=True, required=True)


class CreditRefusalBody(CommandSchema):
    reason = fields.Enum(CreditRefusal, by_value=True, required=True)


class CreditAnswer(ma.Schema):
    """What is not required is for the office alone."""

    credit_id = fields.UUID(required=True)
    lender_id = fields.UUID(required=True)
    amount_band = fields.String(required=True)
    status = fields.String(required=True)
    refusal = fields.String(required=True, allow_none=True)
    person_id = fields.UUID()
    office_id = fields.UUID()
    client_type = fields.String()


class OfficeCreditAnswer(ma.Schema):
    credit_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    client_type = fields.String(required=True)
    lender_id = fields.UUID(required=True)
    amount_band = fields.String(required=True)
    status = fields.String(required=True)
    requested_at = Instant(required=True)


class AskedAnswer(ma.Schema):
    credit_id = fields.UUID(required=True)
    amount_band = fields.String(required=True)
    requested_at = Instant(required=True)
