"""What the resources of support networks and assets read and answer."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import AssetKind, AssetSource, NetworkLevel
from infra.web.places import MunicipalityCode, refuse_elsewhere
from infra.web.schemas import CommandSchema, Instant, PageSchema
from services.referrals.network.schemas.codes import some

NAME = validate.Length(1, 200)


class NetworkBody(CommandSchema):
    """A local network names its municipality and state, one of a state the state, the national one neither."""

    name = fields.String(required=True, validate=NAME)
    level = fields.Enum(NetworkLevel, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, allow_none=True, load_default=None)
    municipality_ibge7 = MunicipalityCode(allow_none=True, load_default=None)

    @ma.validates_schema(skip_on_field_errors=True)
    def _is_consistent(self, data: dict[str, Any], **_: Any) -> None:
        if data["municipality_ibge7"] is not None and data["uf"] is not None:
            refuse_elsewhere(data["municipality_ibge7"], data["uf"])


class MemberBody(CommandSchema):
    partner_id = fields.UUID(required=True)


class WiderBody(CommandSchema):
    wider_id = fields.UUID(required=True)


class NetworkAnswer(ma.Schema):
    network_id = fields.UUID(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)
    uf = fields.String(required=True, allow_none=True)
    municipality_ibge7 = fields.String(required=True, allow_none=True)
    wider = fields.List(fields.UUID(), required=True)


class MemberAnswer(ma.Schema):
    partner_id = fields.UUID(required=True)
    since = Instant(required=True)


class NetworkFilters(PageSchema):
    uf = fields.Enum(UF, by_value=True)


class AssetBody(CommandSchema):
    """`partner_id`: whose it is, where that is a partner."""

    name = fields.String(required=True, validate=NAME)
    kind = fields.Enum(AssetKind, by_value=True, required=True)
    source = fields.Enum(AssetSource, by_value=True, required=True)
    uf = fields.Enum(UF, by_value=True, required=True)
    municipality_ibge7 = MunicipalityCode(required=True)
    need_domains = some(NeedDomain)
    partner_id = fields.UUID(allow_none=True, load_default=None)

    @ma.validates_schema(skip_on_field_errors=True)
    def _is_consistent(self, data: dict[str, Any], **_: Any) -> None:
        refuse_elsewhere(data["municipality_ibge7"], data["uf"])


class AssetAnswer(ma.Schema):
    asset_id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    source = fields.String(required=True)
    need_domains = fields.List(fields.String(), required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    partner_id = fields.UUID(required=True, allow_none=True)


class AssetFilters(PageSchema):
    uf = fields.Enum(UF, by_value=True)
    municipality_ibge7 = MunicipalityCode()
    need_domain = fields.Enum(NeedDomain, by_value=True)
