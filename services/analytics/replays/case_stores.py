"""The port to the stores that a case may lie in: each is asked in the auditor's own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from infra.refusals import Unavailable


@dataclass(frozen=True)
class Place:
    """Where a page begins in a store: under which session there, behind which position, up to which (0: now)."""

    store: str
    session_id: UUID
    after: int = 0
    through: int = 0


@dataclass(frozen=True)
class Frame:
    """Of which case, as known and as true when."""

    case_id: UUID
    as_known_at: datetime | None = None
    as_true_at: datetime | None = None


@dataclass(frozen=True)
class Part:
    """What a store knows of a case; `withheld` of its records lie outside the auditor's territory.

    `checkpoint`, origin, size and root, is the one that covers everything up to `through`, if there is one yet.
    """

    store: str
    log_id: UUID
    through: int
    next_after: int | None
    withheld: int
    streams: tuple[UUID, ...]
    flows: tuple[UUID, ...]
    items: tuple[Mapping[str, Any], ...]
    checkpoint: Mapping[str, Any] | None = None


class CaseStores(Protocol):
    @property
    def names(self) -> Sequence[str]: ...

    def admit(self, store: str, credential: str, case_id: UUID, reason: str, key: str) -> UUID:
        """Open a session in a store; the same key gives the same one. Raises Unavailable, Forbidden."""
        ...

    def part(self, place: Place, credential: str, frame: Frame, flows: Sequence[UUID], limit: int) -> Part:
        """Raises Unavailable, Forbidden, CaseTooWide."""
        ...


class NobodyToAsk:
    """Where no addresses are configured, such as in a worker."""

    names = ("intake", "referrals", "coordination", "analytics")

    def admit(self, store: str, credential: str, case_id: UUID, reason: str, key: str) -> UUID:
        raise Unavailable(store)

    def part(self, place: Place, credential: str, frame: Frame, flows: Sequence[UUID], limit: int) -> Part:
        raise Unavailable(place.store)
