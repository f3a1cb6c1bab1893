"""Days that a request may name: of this age, for the ends of the calendar exist in no other zone."""

from __future__ import annotations

from datetime import date

import marshmallow as ma

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def of_this_age(value: date) -> None:
    """Raises ValidationError."""
    if not FIRST <= value <= LAST:
        raise ma.ValidationError("out-of-range")
