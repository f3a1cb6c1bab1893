"""Reception: somebody comes, waits, is heard and leaves with more than before; always voluntary."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from contracts.vocabulary import EntryDoor, PriorityClass, ReceptionChannel, ReceptionOutcome, UrgentNeed
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, Label, Seal, Sealed, event, happening

# What somebody needs in order to be received tells of health and disability (LGPD art. 5 II).
SealedC3 = Annotated[Sealed | None, Seal(Label.C3)]


class ReceptionAlreadyStarted(DomainError):
    code = "intake.reception-already-started"
    detail = "Somebody is already attending this reception."
    fix = "Take the next person of the queue."


class ReceptionNotStarted(DomainError):
    code = "intake.reception-not-started"
    detail = "The reception has not started."
    fix = "Start it first."


class ReceptionOver(DomainError):
    code = "intake.reception-over"
    detail = "The reception is over."
    fix = "Register a new arrival."


class Reception(Aggregate, store="intake"):
    class Arrived(InitialEvent):
        office_id: UUID
        person_id: UUID | None
        channel: ReceptionChannel
        entry_door: EntryDoor
        priority_class: PriorityClass
        adaptations: SealedC3

    class Started(Event):
        office_id: UUID
        professional: str
        waiting_seconds: int
        interpreter: SealedC3

    class UrgentNeedIdentified(Event):
        office_id: UUID
        person_id: UUID | None
        need: UrgentNeed

    class Completed(Event):
        office_id: UUID
        person_id: UUID | None
        outcome: ReceptionOutcome
        options_explained: bool

    @event(Arrived)
    def __init__(
        self,
        office_id: UUID,
        person_id: UUID | None,
        channel: ReceptionChannel,
        entry_door: EntryDoor,
        priority_class: PriorityClass,
        adaptations: Sealed | None,
    ) -> None:
        self.office_id, self.person_id = office_id, person_id
        self.channel, self.entry_door = channel, entry_door
        self.priority_class, self.adaptations = priority_class, adaptations
        self.urgent_needs: list[UrgentNeed] = []
        self.status = "waiting"
        self.outcome: ReceptionOutcome | None = None
        self.waiting_seconds: int | None = None

    def start(self, professional: str, interpreter: str | None = None) -> None:
        if self.status != "waiting":
            raise ReceptionAlreadyStarted
        waited = max(0, int((happening() - self.created_on).total_seconds()))
        self.trigger_event(
            self.Started,
            office_id=self.office_id,
            professional=professional,
            waiting_seconds=waited,
            interpreter=Sealed.of(interpreter) if interpreter else None,
        )

    @event(Started)
    def _started(self, waiting_seconds: int) -> None:
        self.status, self.waiting_seconds = "started", waiting_seconds

    def identify_urgent_need(self, need: UrgentNeed) -> None:
        self._refuse_unless_started()
        self.trigger_event(self.UrgentNeedIdentified, office_id=self.office_id, person_id=self.person_id, need=need)

    @event(UrgentNeedIdentified)
    def _urgent_need_identified(self, need: UrgentNeed) -> None:
        self.urgent_needs.append(need)

    def complete(self, outcome: ReceptionOutcome, options_explained: bool) -> None:
        """End the reception; it may end without any person record, as orientation only."""
        self._refuse_unless_started()
        self.trigger_event(
            self.Completed,
            office_id=self.office_id,
            person_id=self.person_id,
            outcome=outcome,
            options_explained=options_explained,
        )

    @event(Completed)
    def _completed(self, outcome: ReceptionOutcome) -> None:
        self.status, self.outcome = "completed", outcome

    def _refuse_unless_started(self) -> None:
        if self.status == "waiting":
            raise ReceptionNotStarted
        if self.status == "completed":
            raise ReceptionOver
