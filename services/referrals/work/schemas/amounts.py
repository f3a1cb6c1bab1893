"""Amounts of money and codes of occupations, as texts that say exactly what they say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import marshmallow as ma
from marshmallow import fields

from infra.web.schemas import Pattern


class Amount(fields.String):
    """Brazilian reais with two decimal places at most: a text in JSON, a Decimal here."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "1200000.00"}
        super().__init__(validate=Pattern(r"^[0-9]{1,12}(\.[0-9]{1,2})?$"), metadata=metadata, **options)

    def deserialize(self, value: Any, *arguments: Any, **options: Any) -> Any:
        found = super().deserialize(value, *arguments, **options)
        return Decimal(found) if isinstance(found, str) else found


class OccupationCode(fields.String):
    """Six digits of the national table of occupations (CBO)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=Pattern(r"^[0-9]{6}$"), metadata={"example": "725705"}, **options)


class Month(fields.String):
    """A month as `2025-04`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=Pattern(r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), **options)


def in_living_memory(value: Any) -> None:
    """Days of contracts and placements lie in this century or its neighbours."""
    if not 1900 <= value.year < 2200:
        raise ma.ValidationError("out-of-range")
