"""Where a fact comes from: the message that told it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.kernel import derived_id

NAMESPACE = UUID("0f6a3f1e-4f0c-4a64-9f0b-4c8a4a2f6a51")


@dataclass(frozen=True)
class Origin:
    """A published message: its id, its place in the source's log, and when the source recorded it."""

    message_id: str
    source: str
    position: int
    recorded_at: datetime

    @property
    def fact_id(self) -> UUID:
        """The same message is the same fact, however often it arrives.

        The moment is part of it: a source that was restored from a backup gives the ids of what it lost again,
        to other messages.
        """
        return derived_id(NAMESPACE, f"{self.source}/{self.message_id}/{self.recorded_at.isoformat()}")
