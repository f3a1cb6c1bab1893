"""Our codes as HSDS tells codes of others: attributes, each with the term of a taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any
from uuid import UUID

from infra.kernel import derived_id

TAXONOMY = "travessia"
NAMESPACE = UUID("b0a8f3c1-4f3e-4f0c-8d55-4a3b1b6f9e02")


def part(of: UUID | str, name: str) -> str:
    """The id of something that has none with us: the same in every export."""
    return str(derived_id(NAMESPACE, f"{of}/{name}"))


def attributes(of: UUID, kind: str, found: Iterable[StrEnum | None]) -> Iterator[dict[str, Any]]:
    """One for each code; `kind` is the list that it is of."""
    for code in found:
        if code is not None:
            yield {"id": part(of, f"{kind}/{code}"), "link_type": kind, "taxonomy_term": term(kind, code.value)}


def valued(of: UUID, kind: str, value: object) -> Iterator[dict[str, Any]]:
    """One with a value that is of no list, if there is one."""
    if value is not None:
        yield {"id": part(of, kind), "link_type": kind, "value": str(value), "taxonomy_term": term(kind)}


def term(kind: str, code: str | None = None) -> dict[str, Any]:
    """The code names its list as well: several of our lists have an `other`, and no two terms may share a code."""
    return {
        "id": part(TAXONOMY, f"{kind}/{code or kind}"), "code": f"{kind}.{code}" if code else kind,
        "name": (code or kind).replace("_", " "), "description": f"{kind}: {code or kind}", "taxonomy": TAXONOMY,
    }  # fmt: skip
