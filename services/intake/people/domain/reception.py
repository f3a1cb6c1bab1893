"""Reception: somebody comes or calls, is heard and leaves with more than before; always voluntary."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from contracts.vocabulary.care import UrgentNeed
from contracts.vocabulary.offices import EntryDoor, PriorityClass, ReceptionChannel, ReceptionOutcome
from contracts.vocabulary.rights import ConsentEvidence
from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, event, happening, new_id
from services.intake.people.domain.reception_refusals import (
    CertificateNotFound,
    CertificateOnRequestOnly,
    NotAVirtualChannel,
    PriorityNotHigher,
    ReceptionAlreadyStarted,
    ReceptionNotStarted,
    ReceptionOver,
)

# What somebody needs in order to be received tells of health and disability (LGPD art. 5 II).
SealedC3 = Annotated[Sealed | None, Seal(Label.C3)]
FACE_TO_FACE = frozenset({ReceptionChannel.IN_PERSON, ReceptionChannel.MOBILE_UNIT})


class Reception(Aggregate, store="intake"):
    snapshot_version = 2

    class Arrived(InitialEvent):
        office_id: UUID
        person_id: UUID | None
        channel: ReceptionChannel
        entry_door: EntryDoor
        priority_class: PriorityClass
        adaptations: SealedC3
        companion_present: bool = False

    class VirtualContactReceived(Event):
        """By telephone, message or video: somebody answers at once, and nobody stands in the queue."""

        office_id: UUID
        person_id: UUID | None
        channel: ReceptionChannel
        professional: str

    class PriorityRaised(Event):
        """Something was said or seen while waiting: the class alone, not what it was."""

        office_id: UUID
        priority_class: PriorityClass

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

    class LeftWithoutCare(Event):
        """Nobody had called yet. It says nothing about who left: coming back is as free as going."""

        office_id: UUID
        person_id: UUID | None
        waiting_seconds: int

    class AttendanceCertificateIssued(Event):
        """That somebody was here on a day: not what for, and not because anybody had to."""

        office_id: UUID
        person_id: UUID | None
        certificate_id: UUID
        on: date
        evidence: ConsentEvidence
        issued_by: str

    @event(Arrived)
    def __init__(
        self,
        office_id: UUID,
        person_id: UUID | None,
        channel: ReceptionChannel,
        entry_door: EntryDoor,
        priority_class: PriorityClass,
        adaptations: Sealed | None,
        companion_present: bool = False,
    ) -> None:
        self.office_id, self.person_id = office_id, person_id
        self.channel, self.entry_door = channel, entry_door
        self.priority_class, self.adaptations = priority_class, adaptations
        self.companion_present = companion_present
        self.interpreter: Sealed | None = None
        self.urgent_needs: list[UrgentNeed] = []
        self.status = "waiting"
        self.outcome: ReceptionOutcome | None = None
        self.options_explained: bool | None = None
        self.waiting_seconds: int | None = None
        self.certificates: dict[UUID, date] = {}

    @classmethod
    def by_contact(cls, channel: ReceptionChannel, professional: str, **arrival: Any) -> Reception:
        """Somebody reached the office from afar, and `professional` answers. Raises NotAVirtualChannel."""
        if channel in FACE_TO_FACE:
            raise NotAVirtualChannel
        reception = cls(channel=channel, **arrival)
        reception.trigger_event(
            cls.VirtualContactReceived, office_id=reception.office_id, person_id=reception.person_id,
            channel=channel, professional=professional,
        )  # fmt: skip
        return reception

    @event(VirtualContactReceived)
    def _virtual_contact_received(self) -> None:
        self.status, self.waiting_seconds = "started", 0

    def raise_priority(self, priority_class: PriorityClass) -> None:
        """Nobody goes back in the queue. Raises PriorityNotHigher, ReceptionAlreadyStarted, ReceptionOver."""
        self._refuse_unless_waiting()
        if priority_class >= self.priority_class:
            raise PriorityNotHigher
        self.trigger_event(self.PriorityRaised, office_id=self.office_id, priority_class=priority_class)

    @event(PriorityRaised)
    def _priority_raised(self, priority_class: PriorityClass) -> None:
        self.priority_class = priority_class

    def start(self, professional: str, interpreter: str | None = None) -> None:
        """Raises ReceptionAlreadyStarted, ReceptionOver."""
        self._refuse_unless_waiting()
        self.trigger_event(
            self.Started,
            office_id=self.office_id,
            professional=professional,
            waiting_seconds=self._waited(),
            interpreter=Sealed.of(interpreter) if interpreter else None,
        )

    @event(Started)
    def _started(self, waiting_seconds: int, interpreter: Sealed | None) -> None:
        self.status, self.waiting_seconds, self.interpreter = "started", waiting_seconds, interpreter

    def leave(self) -> None:
        """Somebody goes before being called; nothing follows from it. Raises ReceptionAlreadyStarted, ReceptionOver."""
        self._refuse_unless_waiting()
        self.trigger_event(
            self.LeftWithoutCare, office_id=self.office_id, person_id=self.person_id, waiting_seconds=self._waited()
        )

    @event(LeftWithoutCare)
    def _left_without_care(self, waiting_seconds: int) -> None:
        self.status, self.waiting_seconds = "completed", waiting_seconds
        self.outcome = ReceptionOutcome.LEFT_WITHOUT_CARE

    def identify_urgent_need(self, need: UrgentNeed) -> None:
        """Raises ReceptionNotStarted, ReceptionOver."""
        self._refuse_unless_started()
        self.trigger_event(self.UrgentNeedIdentified, office_id=self.office_id, person_id=self.person_id, need=need)

    @event(UrgentNeedIdentified)
    def _urgent_need_identified(self, need: UrgentNeed) -> None:
        self.urgent_needs.append(need)

    def complete(self, outcome: ReceptionOutcome, options_explained: bool) -> None:
        """End the reception; it may end without any person record, as orientation only.

        Raises ReceptionNotStarted, ReceptionOver.
        """
        self._refuse_unless_started()
        self.trigger_event(
            self.Completed,
            office_id=self.office_id,
            person_id=self.person_id,
            outcome=outcome,
            options_explained=options_explained,
        )

    @event(Completed)
    def _completed(self, outcome: ReceptionOutcome, options_explained: bool) -> None:
        self.status, self.outcome, self.options_explained = "completed", outcome, options_explained

    def issue_certificate(self, issued_by: str, on: date, evidence: ConsentEvidence | None) -> UUID:
        """`on`: the day at the office. `evidence`: how the person's own request is on record.

        Raises CertificateOnRequestOnly, ReceptionNotStarted for who was not received.
        """
        if evidence is None:
            raise CertificateOnRequestOnly
        if self.status == "waiting" or self.outcome is ReceptionOutcome.LEFT_WITHOUT_CARE:
            raise ReceptionNotStarted
        certificate_id = new_id()
        self.trigger_event(
            self.AttendanceCertificateIssued, office_id=self.office_id, person_id=self.person_id,
            certificate_id=certificate_id, on=on, evidence=evidence, issued_by=issued_by,
        )  # fmt: skip
        return certificate_id

    @event(AttendanceCertificateIssued)
    def _certificate_issued(self, certificate_id: UUID, on: date) -> None:
        self.certificates[certificate_id] = on

    def certified_day(self, certificate_id: UUID) -> date:
        """Raises CertificateNotFound."""
        if certificate_id not in self.certificates:
            raise CertificateNotFound
        return self.certificates[certificate_id]

    def _waited(self) -> int:
        return max(0, int((happening() - self.created_on).total_seconds()))

    def _refuse_unless_waiting(self) -> None:
        if self.status == "completed":
            raise ReceptionOver
        if self.status != "waiting":
            raise ReceptionAlreadyStarted

    def _refuse_unless_started(self) -> None:
        if self.status == "waiting":
            raise ReceptionNotStarted
        if self.status == "completed":
            raise ReceptionOver
