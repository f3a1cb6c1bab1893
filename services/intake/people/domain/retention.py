"""Retention: what binds a person's data, one per person: holds, the request to erase them, and their erasure.

One stream for all of it, so that a hold and an erasure that meet cannot both be decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.vocabulary.rights import HoldGround
from infra.kernel import (
    Aggregate,
    DomainError,
    Event,
    InitialEvent,
    NotFound,
    SubjectErased,
    derived_id,
    event,
    new_id,
    now,
)

NAMESPACE = UUID("c0b0a1de-52b3-4d3f-9f6c-5f4e2d8a7b10")


class HoldInForce(DomainError):
    code = "intake.hold-in-force"
    detail = "A retention hold keeps this person's data."
    fix = "Read the holds in the request; it can be decided when the last one has ended."


class HoldNotFound(NotFound):
    code = "intake.hold-not-found"
    detail = "There is no hold with this identifier in force."
    fix = "Read the request's holds."


class AlreadyRequested(DomainError):
    code = "intake.erasure-already-requested"
    detail = "An erasure of this person's data is already being decided."
    fix = "Go on with the request that is open."


@dataclass(frozen=True)
class Hold:
    """`until` None: until it is lifted."""

    hold_id: UUID
    ground: HoldGround
    until: datetime | None


class Retention(Aggregate, store="intake"):
    class Opened(InitialEvent):
        person_id: UUID

    class HoldPlaced(Event):
        person_id: UUID
        hold_id: UUID
        ground: HoldGround
        until: datetime | None

    class HoldLifted(Event):
        person_id: UUID
        hold_id: UUID

    class ErasureRequested(Event):
        person_id: UUID
        request_id: UUID

    class ErasureNotPursued(Event):
        person_id: UUID
        request_id: UUID

    class Released(Event):
        """Nothing holds the data any more: they are erased for this request."""

        person_id: UUID
        request_id: UUID

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.holds: dict[UUID, Hold] = {}
        self.request_id: UUID | None = None
        self.released = False

    @property
    def in_force(self) -> tuple[Hold, ...]:
        return tuple(hold for hold in self.holds.values() if hold.until is None or hold.until > now())

    def place_hold(self, ground: HoldGround, until: datetime | None = None) -> UUID:
        """Keep the data for now; returns the hold's id."""
        self.refuse_if_released()
        hold_id = new_id()
        self.trigger_event(self.HoldPlaced, person_id=self.person_id, hold_id=hold_id, ground=ground, until=until)
        return hold_id

    @event(HoldPlaced)
    def _hold_placed(self, hold_id: UUID, ground: HoldGround, until: datetime | None) -> None:
        self.holds[hold_id] = Hold(hold_id, ground, until)

    def lift_hold(self, hold_id: UUID) -> None:
        if hold_id not in self.holds:
            raise HoldNotFound
        self.trigger_event(self.HoldLifted, person_id=self.person_id, hold_id=hold_id)

    @event(HoldLifted)
    def _hold_lifted(self, hold_id: UUID) -> None:
        del self.holds[hold_id]

    def request_erasure(self, request_id: UUID) -> None:
        """One request at a time. Raises AlreadyRequested, SubjectErased."""
        self.refuse_if_released()
        if self.request_id is not None:
            raise AlreadyRequested
        self.trigger_event(self.ErasureRequested, person_id=self.person_id, request_id=request_id)

    @event(ErasureRequested)
    def _erasure_requested(self, request_id: UUID) -> None:
        self.request_id = request_id

    def drop_request(self, request_id: UUID) -> None:
        self.trigger_event(self.ErasureNotPursued, person_id=self.person_id, request_id=request_id)

    @event(ErasureNotPursued)
    def _erasure_not_pursued(self) -> None:
        self.request_id = None

    def refuse_while_held(self) -> None:
        if self.in_force:
            raise HoldInForce

    def release(self, request_id: UUID) -> None:
        """Let the data go. Raises HoldInForce."""
        self.refuse_while_held()
        self.trigger_event(self.Released, person_id=self.person_id, request_id=request_id)

    @event(Released)
    def _released(self) -> None:
        self.released = True

    def refuse_if_released(self) -> None:
        if self.released:
            raise SubjectErased
