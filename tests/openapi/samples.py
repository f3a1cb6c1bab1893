"""Makes a value that a JSON schema accepts, always the same one, and values of a type that it does not accept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from random import Random
from typing import Any

from hypothesis import Phase, find, settings, strategies

# Occurs in no honest answer: neither as a text nor as a number.
CANARY = "canary-Zx7pQ9"
CANARY_NUMBER = 731946285571
ZONE = "America/Rio_Branco"
FORMATS: Mapping[str, Any] = {
    "uuid": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "date": "2025-01-10",
    "date-time": "2025-01-10T12:00:00Z",
    "time": "12:00:00",
    "email": "someone@example.org",
    "uri": "https://example.org/",
    "url": "https://example.org/",
    "iana-zone": ZONE,
    "ibge-municipality": "1200013",
}
# Members that are given even where they may be left out: without them a record belongs to nobody, or is about nothing.
GIVEN = ("uf", "focus")
Schema = Mapping[str, Any]
Put = Callable[[Any], Any]
Change = tuple[str, Schema, Put]


def sample(schema: Schema, known: Mapping[str, Any], name: str = "") -> Any:
    """A value that the schema accepts. What `known` has for a member's name is taken from there."""
    if name in known and not schema.get("properties"):
        return known[name]
    for choice in ("example", "const"):
        if choice in schema:
            return schema[choice]
    for choices in ("examples", "enum"):
        if choices in schema:
            return schema[choices][0]
    for variants in ("oneOf", "anyOf", "allOf"):
        if variants in schema:
            return sample(schema[variants][0], known, name)
    return _by_type(schema, known, name)


def _by_type(schema: Schema, known: Mapping[str, Any], name: str) -> Any:
    match type_of(schema):
        case "object":
            members: Schema = schema.get("properties", {})
            wanted = [*schema.get("required", ()), *(m for m in GIVEN if m in members)]
            return {m: sample(members[m], known, m) for m in wanted if m in members}
        case "array":
            return [sample(schema["items"], known, name.removesuffix("s"))] * schema.get("minItems", 0)
        case "integer" | "number":
            return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
        case "boolean":
            return False
    return _text(schema)


def type_of(schema: Schema) -> str:
    """The one type of a schema, apart from null."""
    kinds = schema.get("type", "string" if "enum" in schema else "object")
    return str(next(k for k in kinds if k != "null") if isinstance(kinds, list) else kinds)


def _text(schema: Schema) -> str:
    if schema.get("format") in FORMATS:
        return str(FORMATS[schema["format"]])
    if "pattern" in schema:
        return _matching(str(schema["pattern"]))
    return "x" * max(int(schema.get("minLength", 1)), 1)


@cache
def _matching(pattern: str) -> str:
    """The simplest text that a pattern matches."""
    calm = settings(database=None, phases=(Phase.generate, Phase.shrink))
    texts = strategies.from_regex(pattern).filter(lambda text: text.isascii() and text.isprintable())
    found: str = find(texts, lambda _: True, settings=calm, random=Random(0))  # noqa: S311  nothing secret
    return found


def nullable(schema: Schema) -> bool:
    """Whether null is accepted."""
    return "null" in schema.get("type", ()) or None in schema.get("enum", ()) or schema.get("nullable", False)


def wrong(schema: Schema) -> Any:
    """A value of a type that the schema does not accept."""
    kinds = schema.get("type", [])
    texts = kinds == "string" or "string" in kinds or "enum" in schema
    return CANARY_NUMBER if texts else CANARY


def changes(schema: Schema, value: Any, pointer: str = "") -> Iterator[Change]:
    """Each member of a body, in depth: its pointer, its schema, and the body with another value there."""
    whole = dict(value or {})
    for name, member in schema.get("properties", {}).items():
        put = partial(_member, whole, name)
        yield f"{pointer}/{name}", member, put
        yield from _below(member, whole.get(name), f"{pointer}/{name}", put)


def _below(schema: Schema, value: Any, pointer: str, put: Put) -> Iterator[Change]:
    """The members of a nested object, and those of a list's first item."""
    if "items" in schema:
        item = schema["items"]
        inner: Put = partial(_item, put)
        yield f"{pointer}/0", item, inner
        yield from _below(item, value[0] if value else None, f"{pointer}/0", inner)
    elif "properties" in schema:
        for here, member, change in changes(schema, value or sample(schema, {}), pointer):
            yield here, member, partial(_nested, put, change)


def _member(whole: Mapping[str, Any], name: str, new: Any) -> Any:
    return {**whole, name: new}


def _item(put: Put, new: Any) -> Any:
    return put([new])


def _nested(put: Put, change: Put, new: Any) -> Any:
    return put(change(new))
