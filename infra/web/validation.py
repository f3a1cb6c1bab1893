"""From marshmallow's messages to `errors: [{pointer, code, detail}]`, without a submitted value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import marshmallow as ma

from infra.web import problems
from infra.web.problems import Problem

# Messages that are constants of a schema, and so may be shown; all others are replaced.
SHOWN = (
    (r"Missing data for required field\.", "required"),
    (r"Unknown field\.", "unknown-field"),
    (r"Field may not be null\.", "null"),
    (r"Must be one of: .*", "not-in-list"),
    (r"Must be (greater|less) than .*", "out-of-range"),
    (r"(Longer|Shorter) than (maximum|minimum) length .*", "length"),
    (r"Length must be .*", "length"),
    (r"Must be equal to .*", "not-equal"),
    (r"String does not match expected pattern\.", "pattern"),
    (r"Not a valid [A-Za-z ]+\.", "wrong-type"),
    (r"Invalid input type\.", "wrong-type"),
)
CODE = re.compile(r"[a-z][a-z0-9]*([._-][a-z0-9]+)*")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")


def load(schema: ma.Schema, data: Any) -> dict[str, Any]:
    """Parse and check. Raises Problem 422 that names each wrong member."""
    try:
        return cast(dict[str, Any], schema.load(data))
    except ma.ValidationError as error:
        raise invalid(error.messages_dict) from None


def invalid(messages: Mapping[Any, Any]) -> Problem:
    """The problem for a tree of messages, as marshmallow gives it or as an API writes it by hand."""
    return Problem(problems.INVALID, errors=list(_errors(messages, "")))


def _errors(node: Any, pointer: str) -> Iterator[dict[str, str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _errors(value, _below(pointer, key))
        return
    for message in node if isinstance(node, list) else [node]:
        yield {"pointer": pointer, **_described(str(message))}


def _below(pointer: str, key: Any) -> str:
    """One step down. A member name that we would not have given is part of what was submitted, and not repeated."""
    known = isinstance(key, int) or NAME.fullmatch(str(key)) is not None
    return f"{pointer}/{key}" if known and key != "_schema" else pointer


def _described(message: str) -> dict[str, str]:
    """A validator of ours says just a code, such as `invalid-cpf`."""
    for pattern, code in SHOWN:
        if re.fullmatch(pattern, message, re.DOTALL):
            return {"code": code, "detail": message}
    if CODE.fullmatch(message):
        return {"code": message, "detail": problems.INVALID_VALUE}
    return {"code": "invalid", "detail": problems.INVALID_VALUE}
