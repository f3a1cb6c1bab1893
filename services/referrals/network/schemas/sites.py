"""What the resources of sites read and answer."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import Accessibility
from infra.web.places import MunicipalPlace
from infra.web.schemas import CommandSchema, PageSchema, Pattern
from services.referrals.network.domain.place import Address, Hours, Position, Premises
from services.referrals.network.schemas.codes import some

CLOCK = Pattern(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
PHONE = Pattern(r"^\+?[0-9 ()-]{8,20}$")
POSTAL = Pattern(r"^[0-9]{8}$")
HOURS_OF_A_WEEK = 7 * 3
# A metre is the fifth decimal of a degree.
DECIMALS = 5


class OpeningHours(ma.Schema):
    """1 is Monday."""

    weekday = fields.Integer(strict=True, required=True, validate=validate.Range(1, 7))
    begins = fields.String(required=True, validate=CLOCK, metadata={"example": "08:00"})
    ends = fields.String(required=True, validate=CLOCK, metadata={"example": "17:30"})

    @ma.post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Hours:
        return Hours(**data)


class PostalAddress(ma.Schema):
    street = fields.String(required=True, validate=validate.Length(1, 200))
    number = fields.String(required=True, validate=validate.Length(1, 20))
    district = fields.String(required=True, validate=validate.Length(1, 100))
    postal_code = fields.String(allow_none=True, load_default=None, validate=POSTAL, metadata={"example": "69000000"})

    @ma.post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Address:
        return Address(**data)


class GeoPosition(ma.Schema):
    """Degrees, WGS 84."""

    latitude = fields.Float(required=True, validate=validate.Range(-90, 90))
    longitude = fields.Float(required=True, validate=validate.Range(-180, 180))

    @ma.post_load
    def _made(self, data: dict[str, Any], **_: Any) -> Position:
        return Position(round(data["latitude"], DECIMALS), round(data["longitude"], DECIMALS))


class SiteDetails(ma.Schema):
    address = fields.Nested(PostalAddress, required=True)
    accessibility = some(Accessibility)
    opening_hours = fields.List(
        fields.Nested(OpeningHours), load_default=[], validate=validate.Length(max=HOURS_OF_A_WEEK)
    )
    phone = fields.String(allow_none=True, load_default=None, validate=PHONE, metadata={"example": "+55 92 3000-0000"})
    position = fields.Nested(GeoPosition, allow_none=False, load_default=None)


class SiteChangeBody(SiteDetails, CommandSchema):
    """All of it: what is left out is unknown from now on."""


class SiteBody(SiteDetails, MunicipalPlace, CommandSchema):
    partner_id = fields.UUID(required=True)
    uf = fields.Enum(UF, by_value=True, required=True)


class SiteAnswer(ma.Schema):
    site_id = fields.UUID(required=True)
    partner_id = fields.UUID(required=True)
    uf = fields.String(required=True)
    municipality_ibge7 = fields.String(required=True)
    zone = fields.String(required=True)
    closed_on = fields.Date(allow_none=True)
    address = fields.Nested(PostalAddress, required=True)
    accessibility = fields.List(fields.String(), required=True)
    opening_hours = fields.List(fields.Nested(OpeningHours), required=True)
    phone = fields.String(required=True, allow_none=True)
    position = fields.Nested(GeoPosition, required=True, allow_none=True)


class SiteFilters(PageSchema):
    partner_id = fields.UUID()
    uf = fields.Enum(UF, by_value=True)


def premises_of(body: dict[str, Any]) -> Premises:
    """Takes what describes the site out of a body."""
    return Premises(
        address=body.pop("address"),
        accessibility=tuple(sorted(set(body.pop("accessibility")))),
        opening_hours=tuple(body.pop("opening_hours")),
        phone=body.pop("phone"),
        position=body.pop("position"),
    )
