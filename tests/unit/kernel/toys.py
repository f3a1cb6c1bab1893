"""Aggregates that exist for these tests alone: a parcel, a secret box, and one with every kind of field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, event


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True)
class Stop:
    """A value object."""

    place: str
    on: date
    fee: Decimal | None = None


class Parcel(Aggregate, store="kerneltoys"):
    class Sent(InitialEvent):
        sender_id: UUID
        size: Size
        note: Annotated[Sealed | None, Seal(Label.C2, subject="sender_id")]

    class Stopped(Event):
        stop: Stop

    class Weighed(Event):
        class_version = 2
        grams: int
        scale: str

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Version 1 had kilograms, as a decimal text."""
            state["grams"] = int(Decimal(state.pop("kilograms")) * 1000)
            state["scale"] = "unknown"

    class Delayed(Event):
        REMARK = True

    @event(Sent)
    def __init__(self, sender_id: UUID, size: Size, note: Sealed | None) -> None:
        self.sender_id, self.size, self.note = sender_id, size, note
        self.stops: list[Stop] = []
        self.grams = 0

    @event(Stopped)
    def stop(self, stop: Stop) -> None:
        self.stops.append(stop)

    @event(Delayed)
    def delay(self) -> None:
        """Nothing but time."""

    @event(Weighed)
    def weigh(self, grams: int, scale: str) -> None:
        self.grams = grams


class SecretBox(Aggregate, store="kerneltoys", confidential=True):
    class Locked(InitialEvent):
        content: Annotated[Sealed, Seal(Label.C4)]

    class Relocked(Event):
        content: Annotated[Sealed, Seal(Label.C4)]

    @event(Locked)
    def __init__(self, content: Sealed) -> None:
        self.content = content

    @event(Relocked)
    def relock(self, content: Sealed) -> None:
        self.content = content


class Everything(Aggregate, store="kerneltoys"):
    class Made(InitialEvent):
        text: str
        number: int
        flag: bool
        ident: UUID
        day: date
        at: datetime
        amount: Decimal
        size: Size
        maybe: UUID | None
        texts: tuple[str, ...]
        sizes: tuple[Size, ...]
        stops: tuple[Stop, ...]
        kinds: frozenset[Size]
        by_place: dict[str, int]
