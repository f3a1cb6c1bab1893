"""What the resources of offers read and answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import DataClass
from infra.web.schemas import CommandSchema, PageSchema, Pattern

SLOTS = validate.Range(0, 100_000)


class OfferBody(CommandSchema):
    partner_id = fields.UUID(required=True)
    need_domains = fields.List(
        fields.Enum(NeedDomain, by_value=True), required=True, validate=validate.Length(1, len(NeedDomain))
    )
    data_needed = fields.List(
        fields.Enum(DataClass, by_value=True), load_default=[], validate=validate.Length(max=len(DataClass))
    )
    slots = fields.Integer(strict=True, required=True, validate=SLOTS)


class CapacityBody(CommandSchema):
    slots = fields.Integer(strict=True, required=True, validate=SLOTS)


class OfferAnswer(ma.Schema):
    id = fields.UUID(required=True)
    partner_id = fields.UUID(required=True)
    need_domains = fields.List(fields.Enum(NeedDomain, by_value=True), required=True)
    data_needed = fields.List(fields.Enum(DataClass, by_value=True), required=True)
    slots = fields.Integer(required=True)
    free = fields.Integer(required=True)
    status = fields.String(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)


class OpenOfferAnswer(ma.Schema):
    offer_id = fields.UUID(required=True)
    partner_id = fields.UUID(required=True)
    need_domains = fields.List(fields.String(), required=True)
    data_needed = fields.List(fields.String(), required=True)
    free = fields.Integer(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)


class OfferFilters(PageSchema):
    need_domain = fields.Enum(NeedDomain, by_value=True)
    uf = fields.Enum(UF, by_value=True)
    near = fields.String(validate=Pattern(r"^[0-9]{7}$"))
