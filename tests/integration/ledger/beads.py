"""The aggregate of the toy store."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, event

STORE_NAME = "ledgertoys"


class Bead(Aggregate, store=STORE_NAME):
    class Threaded(InitialEvent):
        owner_id: UUID
        note: Annotated[Sealed | None, Seal(Label.C3, subject="owner_id")]

    class Turned(Event):
        number: int

    @event(Threaded)
    def __init__(self, owner_id: UUID, note: Sealed | None) -> None:
        self.owner_id, self.note, self.number = owner_id, note, 0

    def turn(self, number: int) -> None:
        self.trigger_event(self.Turned, number=number)

    @event(Turned)
    def _turned(self, number: int) -> None:
        self.number = number
