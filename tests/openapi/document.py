"""Reads a store's OpenAPI document: what its operations take, and what they are to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One method of one path, with every `$ref` resolved."""

    method: str
    path: str
    definition: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def parameters(self, place: str) -> dict[str, dict[str, Any]]:
        """Name to parameter for `path`, `query` or `header`."""
        return {p["name"]: p for p in self.definition["parameters"] if p["in"] == place}

    @cached_property
    def path_parameters(self) -> dict[str, dict[str, Any]]:
        return self.parameters("path")

    @cached_property
    def query(self) -> dict[str, dict[str, Any]]:
        return self.parameters("query")

    @cached_property
    def body(self) -> dict[str, Any] | None:
        """The schema of the JSON body."""
        content = self.definition.get("requestBody", {}).get("content", {})
        schema: dict[str, Any] | None = content.get("application/json", {}).get("schema")
        return schema

    @property
    def takes_text(self) -> bool:
        return "text/plain" in self.definition.get("requestBody", {}).get("content", {})

    @property
    def open(self) -> bool:
        """Whether anybody may ask: what is submitted carries its own proof."""
        return not self.scopes

    @cached_property
    def scopes(self) -> frozenset[str]:
        return frozenset(s for needed in self.definition["security"] for s in needed["bearer"])

    @property
    def keyed(self) -> bool:
        return "Idempotency-Key" in self.parameters("header")

    @property
    def conditional(self) -> bool:
        return "If-Match" in self.parameters("header")

    @property
    def creates(self) -> bool:
        return "201" in self.definition["responses"]

    @property
    def paged(self) -> bool:
        return "cursor" in self.query

    @property
    def everywhere(self) -> bool:
        """Whether any holder of the scope may, wherever the record lies."""
        return bool(self.definition.get("x-everywhere"))


@dataclass(frozen=True)
class Document:
    """The operations of one store."""

    store: str
    operations: tuple[Operation, ...]

    @classmethod
    def of(cls, store: str, raw: Mapping[str, Any]) -> Document:
        return cls(store, tuple(_operations(raw)))

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(scope for operation in self.operations for scope in operation.scopes)

    @property
    def parameters(self) -> frozenset[str]:
        """Names of all that stands in braces in any path."""
        return frozenset(name for operation in self.operations for name in operation.path_parameters)

    @property
    def paths(self) -> dict[str, set[str]]:
        """Path to its methods."""
        found: dict[str, set[str]] = {}
        for operation in self.operations:
            found.setdefault(operation.path, set()).add(operation.method)
        return found


def _operations(raw: Mapping[str, Any]) -> Iterator[Operation]:
    for path, item in raw["paths"].items():
        shared = item.get("parameters", [])
        for method in METHODS:
            if method in item:
                found = {**item[method], "parameters": [*shared, *item[method].get("parameters", [])]}
                yield Operation(method.upper(), path, _resolved(found, raw))


def _resolved(node: Any, raw: Mapping[str, Any]) -> Any:
    if isinstance(node, list):
        return [_resolved(item, raw) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target: Any = raw
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return _resolved(target, raw)
    return _flat({name: _resolved(value, raw) for name, value in node.items()})


def _flat(node: dict[str, Any]) -> dict[str, Any]:
    """A schema or null, as one schema that allows null."""
    for variants in ("anyOf", "oneOf"):
        one = [variant for variant in node.get(variants, ()) if variant != {"type": "null"}]
        if len(one) == 1:
            return {**one[0], **{n: v for n, v in node.items() if n != variants}, "nullable": True}
    return node
