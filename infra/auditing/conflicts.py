"""Whether an auditor is a party of what he wants to read; a store of the confidential zone says how it is found out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from infra.eventstore.records import RecordedEvent
from infra.eventstore.unit_of_work import UnitOfWork
from infra.pseudonyms import Pseudonyms
from infra.web.caller import Caller

# Unit, history of the record, who asks, and the registry reference of who asks.
Concerns = Callable[[UnitOfWork, Sequence[RecordedEvent], Caller, str], bool]
MakeConcerns = Callable[[Pseudonyms], Concerns]


def named(history: Sequence[RecordedEvent], fields: Sequence[str]) -> set[UUID]:
    """The records that a stream is about: its own id, and what its events name in these fields."""
    about = {entry.event.originator_id for entry in history}
    for entry in history:
        about |= {value for field in fields if isinstance(value := getattr(entry.event, field, None), UUID)}
        about |= {part.stream for part in _parts(entry.event)}
    return about


def _parts(event: Any) -> Sequence[Any]:
    return getattr(event, "parts", ())
