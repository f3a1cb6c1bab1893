"""Whether one value of an entry is what its field holds."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from services.referrals.network.directory.tables import Field

LONGEST = 10_000
# Every reader of JSON still tells it from its neighbours (RFC 8259, 6).
GREATEST = 2**53 - 1
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# RFC 3986, with something after the scheme and without hosts that are numbers in brackets.
URI_CHAR = r"(?:[a-z0-9._~!$&'()*+,;=-]|%[0-9a-f]{2})"
URI_HOST = rf"//(?:(?:{URI_CHAR}|:)*@)?{URI_CHAR}*(?::[0-9]*)?(?:/(?:{URI_CHAR}|[:@/])*)?"
URI_TEXT = re.compile(
    rf"[a-z][a-z0-9+.-]*:(?:{URI_HOST}|(?!//)(?:{URI_CHAR}|[:@/])+)"
    rf"(?:\?(?:{URI_CHAR}|[:@/?])*)?(?:#(?:{URI_CHAR}|[:@/?])*)?",
    re.ASCII | re.IGNORECASE,
)
EMAIL_TEXT = re.compile(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+")
DATE_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3339: an instant names its distance from UTC; the hours of a place may leave it out.
OFFSET = r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
INSTANT_TEXT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[Tt][0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]+)?{OFFSET}")
TIME_TEXT = re.compile(rf"[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]+)?)?{OFFSET}?")
CONTROLS = frozenset({"Cc", "Cs"})


def fault_of(field: Field, value: Any) -> str | None:
    """The code of what is wrong with a value that nests nothing; None if nothing is."""
    if field.kind == "number":
        return _fault_of_number(value)
    if not isinstance(value, str):
        return "wrong-type"
    if len(value) > LONGEST:
        return "too-long"
    if any(unicodedata.category(c) in CONTROLS and c not in "\n\r\t" for c in value):
        return "control-character"
    if field.codes:
        return None if value in field.codes else "unknown-code"
    code, fits = _FORMS.get(field.kind, ("", _anything))
    return None if fits(value) else code


def _fault_of_number(value: Any) -> str | None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return "wrong-type"
    return None if abs(value) <= GREATEST else "out-of-range"


def _anything(value: str) -> bool:
    return True


def _matching(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _read_by(pattern: re.Pattern[str], read: Callable[[str], object]) -> Callable[[str], bool]:
    """Of the right form, and in the calendar or on the clock."""

    def fits(value: str) -> bool:
        try:
            return pattern.fullmatch(value) is not None and read(value) is not None
        except ValueError:
            return False

    return fits


_FORMS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "uuid": ("not-a-uuid", _matching(UUID_TEXT)),
    "uri": ("not-a-uri", _matching(URI_TEXT)),
    "email": ("not-an-email", _matching(EMAIL_TEXT)),
    "date": ("not-a-date", _read_by(DATE_TEXT, date.fromisoformat)),
    "instant": ("not-an-instant", _read_by(INSTANT_TEXT, lambda value: datetime.fromisoformat(value.upper()))),
    "time": ("not-a-time", _read_by(TIME_TEXT, lambda value: time.fromisoformat(value.upper()))),
}
