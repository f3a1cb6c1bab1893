"""What the network's API reads and answers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.rights import DataClass
from infra.web.places import MunicipalPlace
from infra.web.schemas import CommandSchema, PageSchema, Pattern

SLOTS = validate.Range(0, 100_000)


class PartnerBody(MunicipalPlace, CommandSchema):
    legal_name = fields.String(required=True, validate=validate.Length(1, 200))
    org_type = fields.Enum(OrganisationType, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, required=True)


class AgreementBody(CommandSchema):
    kind = fields.Enum(AgreementKind, by_value=True, required=True)
    signed_on = fields.Date(required=True)
    ends_on = fields.Date(allow_none=True, load_default=None)
    data_sharing_clause = fields.Boolean(required=True)


class AgreementAnswer(ma.Schema):
    agreement_id = fields.UUID(required=True)
    kind = fields.Enum(AgreementKind, by_value=True, required=True)
    signed_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    data_sharing_clause = fields.Boolean(required=True)


class PartnerAnswer(ma.Schema):
    id = fields.UUID(required=True)
    legal_name = fields.String(required=True)
    org_type = fields.String(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    zone = fields.String(required=True)
    funnel = fields.String(required=True)
    agreements = fields.List(fields.Nested(AgreementAnswer), required=True)


class ListedPartnerAnswer(ma.Schema):
    partner_id = fields.UUID(required=True)
    legal_name = fields.String(required=True)
    org_type = fields.String(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    funnel = fields.String(required=True)


class PartnerFilters(PageSchema):
    uf = fields.Enum(UF, by_value=True)


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
