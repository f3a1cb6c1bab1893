"""The personal members of a store's answers, and as whom each role is shown them: read from the API's document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.web.personal import PERSONAL
from scripts.roles import AUDIENCES, ROLES
from tests.openapi.document import Document, Operation

SEES, ON_RECORD, NEVER = "sees", "sees, on record", "never"


@dataclass(frozen=True)
class Field:
    """A personal member of an operation's answer; `[]` in its path stands for every item of a list."""

    operation: Operation
    path: str
    said: Mapping[str, Any]

    @property
    def shows(self) -> tuple[str, ...]:
        return tuple(self.said["shows"])

    def word(self, role: str) -> str:
        """What a role is shown of it, in the place where the record lies."""
        if not may_ask(role, self.operation) or AUDIENCES.get(role) not in self.said["to"]:
            return NEVER
        return ON_RECORD if self.said["recorded"] else SEES


def may_ask(role: str, operation: Operation) -> bool:
    return operation.scopes <= set(ROLES[role])


def reading(document: Document) -> list[Operation]:
    """Whoever asks changes nothing: every GET, and the searches, whose question stands in a body."""
    found = (operation for operation in document.operations if not operation.takes_text and not operation.open)
    return [one for one in found if one.method == "GET" or (one.method == "POST" and not one.keyed)]


def personal_fields(document: Document) -> list[Field]:
    return [
        Field(operation, path, said)
        for operation in reading(document)
        for path, said in _marked(_answer(operation), "")
    ]  # fmt: skip


def _answer(operation: Operation) -> Mapping[str, Any]:
    content = operation.definition["responses"]["200"].get("content", {})
    schema: Mapping[str, Any] = content.get("application/json", {}).get("schema", {})
    return schema


def _marked(schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if PERSONAL in schema:
        yield path, schema[PERSONAL]
        return
    for name, member in schema.get("properties", {}).items():
        yield from _marked(member, f"{path}.{name}".lstrip("."))
    if "items" in schema:
        yield from _marked(schema["items"], f"{path}[]")


def found(body: Any, path: str) -> list[Any]:
    """Every value that lies at a path."""
    values = [body]
    for step in path.replace("[]", ".[]").split("."):
        if step == "[]":
            values = [item for value in values for item in value or ()]
        else:
            values = [value[step] for value in values if value and step in value]
    return values


def leaves(body: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of an answer with its path."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield from leaves(value, f"{path}.{name}".lstrip("."))
    elif isinstance(body, list):
        for item in body:
            yield from leaves(item, f"{path}[]")
    else:
        yield path, body


def below(path: str, other: str) -> bool:
    """Whether a value at a path is part of what lies at another one."""
    return path == other or path.startswith((f"{other}.", f"{other}["))
