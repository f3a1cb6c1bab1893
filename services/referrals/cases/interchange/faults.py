"""What is wrong with a resource, each with its place and a code; never with a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """`pointer`: a JSON pointer into what was sent."""

    pointer: str
    code: str

    def below(self, pointer: str) -> Fault:
        return Fault(f"{pointer}{self.pointer}", self.code)


def found(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Whatever stands at a dotted path, with its pointer; of lists each item."""
    yield from _walk(node, path.split(".") if path else [], "")


def _walk(node: Any, steps: list[str], pointer: str) -> Iterator[tuple[str, Any]]:
    """Null stands in lists of FHIR for what only has extensions: nothing to read."""
    if node is None:
        return
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from _walk(item, steps, f"{pointer}/{number}")
    elif not steps:
        yield pointer, node
    elif isinstance(node, dict) and steps[0] in node:
        yield from _walk(node[steps[0]], steps[1:], f"{pointer}/{steps[0]}")


def codes_at(node: Any, path: str, system: str) -> list[str]:
    """The codes of one system in the CodeableConcepts at a path."""
    codings = (value for _, value in found(node, f"{path}.coding"))
    return [coding["code"] for coding in codings if coding.get("system") == system and "code" in coding]


def tree(wrong: list[Fault]) -> dict[str | int, Any]:
    """Nested as what was sent is, for who answers with the place of each fault."""
    whole: dict[str | int, Any] = {}
    for fault in wrong:
        place = whole
        *path, last = (int(step) if step.isdigit() else step for step in fault.pointer.strip("/").split("/"))
        for step in path:
            inner = place.setdefault(step, {})
            place = inner if isinstance(inner, dict) else place
        if isinstance(place.get(last), list):
            place[last].append(fault.code)
        else:
            place[last] = [fault.code]
    return whole
