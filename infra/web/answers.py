"""What a command or a query answers with, before it becomes HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Created:
    """Something new: 201 with its id, version and Location (below the address posted to, unless `location` says else).

    `body` is stored for replays: ids, versions, codes and instants only, never a personal value.
    """

    id: UUID
    version: int = 1
    body: Mapping[str, Any] = field(default_factory=dict)
    location: str | None = None


@dataclass(frozen=True)
class Changed:
    """Something that existed is now at `version`: 200 and the new ETag. `body` as for Created."""

    version: int
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Accepted:
    """Somebody else will do it: 202, and under `location` is how it went."""

    location: str


@dataclass(frozen=True)
class Found:
    """One record and the version it is at; a plain mapping instead has no ETag."""

    body: Any
    version: int


@dataclass(frozen=True)
class Afterwards:
    """The part of a query that asks another service: called when our own transaction is over.

    Gives the mapping of a record, or the Page of a list.
    """

    ask: Callable[[], Any]


@dataclass(frozen=True)
class PageRequest:
    """How many items, and the sort key of the last one that the caller has already seen."""

    limit: int
    after: tuple[Any, ...] | None = None


@dataclass(frozen=True)
class Page:
    """One page of a list. `next` is the sort key of its last item if there are more: never a personal value.

    `about` is what an operation with an `about` schema says of the whole list.
    """

    items: Sequence[Any]
    next: tuple[Any, ...] | None = None
    about: Any = None


@dataclass(frozen=True)
class Answer:
    """Status, headers and body as they are sent, and stored under an idempotency key."""

    status: int
    headers: Mapping[str, str]
    body: Any
