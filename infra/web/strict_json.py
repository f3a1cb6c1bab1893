"""Parses JSON without mercy: I-JSON only, so that what is checked is what is stored, signed and canonicalised."""

from __future__ import annotations

import json
from typing import Any

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_INTEGER = 2**53 - 1


class BrokenJson(Exception):
    """The body is not the JSON that we accept; `reason` is one of our own constants."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(body: bytes) -> Any:
    """The value of a JSON text. Raises BrokenJson for anything that another parser might read differently."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenJson("The body is not valid UTF-8.") from error
    try:
        value = _DECODER.decode(text)
    except RecursionError as error:
        raise BrokenJson("The body is nested too deeply.") from error
    except ValueError as error:
        raise BrokenJson("The body is not valid JSON.") from error
    _check(value, 1)
    return value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise BrokenJson("A member name occurs twice in one object.")
    return members


def _number(text: str) -> float:
    value = float(text)
    if abs(value) > MAX_INTEGER:
        raise BrokenJson("A number is too large.")
    return value


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise BrokenJson("A number is too large.")
    return int(text)


def _constant(_: str) -> None:
    raise BrokenJson("NaN and Infinity are not JSON.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_members, parse_float=_number, parse_int=_integer, parse_constant=_constant
)


def _check(value: Any, depth: int) -> None:
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise BrokenJson("A text contains a character that cannot be stored.")
    elif isinstance(value, (dict, list)):
        if depth > MAX_DEPTH:
            raise BrokenJson("The body is nested too deeply.")
        for item in [*value.keys(), *value.values()] if isinstance(value, dict) else value:
            _check(item, depth + 1)
