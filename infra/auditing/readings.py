"""What was shown of a history: one record for each answer, written before the answer is given."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from infra.aggregate import Aggregate, InitialEvent, event
from infra.stores import CONFIDENTIAL, STORES


@cache
def history_reading(store_name: str) -> Any:
    """The aggregate class of one store: its event is stored as `<store>.history-reading.recorded`."""

    class HistoryReading(Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        """A stream of its own for each reading, so that readers never stand in each other's way."""

        class Recorded(InitialEvent):
            """Who and why are the metadata's and the session's; positions are those of this store's log."""

            TRACED = False
            session_id: UUID
            shown: str
            record_id: UUID
            positions: tuple[int, ...]

        @event(Recorded)
        def __init__(self, session_id: UUID, shown: str, record_id: UUID, positions: tuple[int, ...]) -> None:
            self.session_id, self.shown, self.record_id, self.positions = session_id, shown, record_id, positions

    return HistoryReading


# A stored event is read through its class, in every process that opens a store.
for _name in STORES:
    history_reading(_name)
