"""Schemas of places: a municipality or a state is looked up, and its time zone is known rather than asked."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from infra import territories
from infra.web.schemas import Pattern, ZoneName

EXAMPLE = "1302603"


def _exists(code: str) -> None:
    try:
        territories.municipality(code)
    except territories.UnknownTerritory:
        raise ma.ValidationError("unknown-municipality") from None


class MunicipalityCode(ma.fields.String):
    """The 7-digit IBGE code of a municipality that exists."""

    def __init__(self, **options: Any) -> None:
        metadata = {"format": "ibge-municipality", "example": EXAMPLE}
        super().__init__(validate=(Pattern(r"^[0-9]{7}$"), _exists), metadata=metadata, **options)


def refuse_elsewhere(code: str, uf: str) -> None:
    """Raises ValidationError when a municipality lies in another state than is said."""
    if territories.municipality(code).uf != uf:
        raise ma.ValidationError("in-another-state", "municipality_ibge7")


class MunicipalPlace(ma.Schema):
    """Mixin beside a required `uf`: the municipality lies in it, and tells its zone to whoever does not name it."""

    municipality_ibge7 = MunicipalityCode(required=True)
    zone = ZoneName()

    @ma.validates_schema(skip_on_field_errors=True)
    def _is_consistent(self, data: dict[str, Any], **_: Any) -> None:
        refuse_elsewhere(data["municipality_ibge7"], data["uf"])
        home = territories.municipality(data["municipality_ibge7"])
        if data.get("zone", home.zone) != home.zone:
            raise ma.ValidationError("zone-of-another-place", "zone")

    @ma.post_load
    def _with_zone(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {**data, "zone": territories.municipality(data["municipality_ibge7"]).zone}


class StatePlace(ma.Schema):
    """Mixin beside a required `uf`: only a state with several zones has to be asked for the one that is meant."""

    zone = ZoneName()

    @ma.validates_schema(skip_on_field_errors=True)
    def _is_consistent(self, data: dict[str, Any], **_: Any) -> None:
        zones = territories.state(data["uf"]).zones
        if "zone" not in data and len(zones) > 1:
            raise ma.ValidationError("required-in-this-state", "zone")
        if data.get("zone", min(zones)) not in zones:
            raise ma.ValidationError("zone-of-another-place", "zone")

    @ma.post_load
    def _with_zone(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"zone": territories.state(data["uf"]).zone, **data}
