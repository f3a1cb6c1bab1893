"""Commands and queries of receptions beyond the queue: contacts from afar, leaving, certificates, adaptations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.offices import EntryDoor, PriorityClass, ReceptionChannel
from contracts.vocabulary.rights import ConsentEvidence
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Sealed
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.belonging import called
from services.intake.people.applications.papers import remember
from services.intake.people.applications.placing import (
    known_person,
    leading_office,
    responsible,
    save_at,
    standing_person,
)
from services.intake.people.domain.office import Office
from services.intake.people.domain.paper_codes import PaperKind
from services.intake.people.domain.person import Person
from services.intake.people.domain.priority import Circumstances, priority_class
from services.intake.people.domain.reception import Reception
from services.intake.people.views.reception_queue import ReceptionQueue


@dataclass(frozen=True)
class Certificate:
    """What is written on a certificate of attendance; `display_name` None is a line to be filled in by hand."""

    certificate_id: UUID
    office: str
    on: date
    display_name: Any


class ReceivingApplication(Application):
    def person(self, person_id: UUID) -> Person:
        """Raises SubjectErased, NotFound."""
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def responsible(self, reception_id: UUID) -> UUID:
        """As `IntakeApplication.responsible`."""
        with self.unit_of_work() as unit:
            return responsible(unit, unit.get(Reception, reception_id))

    def receive_contact(
        self,
        office_id: UUID,
        channel: ReceptionChannel,
        professional: str,
        person_id: UUID | None = None,
        entry_door: EntryDoor = EntryDoor.SPONTANEOUS,
        adaptations: Iterable[str] = (),
        companion_present: bool = False,
    ) -> Reception:
        """Somebody reached the office from afar and is answered at once, so no class decides about an order.

        Raises NotAVirtualChannel, OfficeDoesNotServe, SubjectErased, RecordMerged.
        """
        needed = list(adaptations)
        with self.unit_of_work() as unit:
            unit.get(Office, office_id).refuse_unless_serving()
            if person_id is not None:
                standing_person(unit, person_id)
            reception = Reception.by_contact(
                channel, professional, office_id=office_id, person_id=person_id, entry_door=entry_door,
                priority_class=PriorityClass.PR4, adaptations=Sealed.of(needed) if needed else None,
                companion_present=companion_present,
            )  # fmt: skip
            save_at(unit, office_id, reception)
        return reception

    def raise_priority(self, reception_id: UUID, expected: int, said: Circumstances) -> tuple[Reception, int]:
        """Somebody who waits comes earlier; how many are called before. What was said is not kept.

        Raises PriorityNotHigher, ReceptionAlreadyStarted, ReceptionOver.
        """
        with self.unit_of_work() as unit:
            reception = reception_of(unit, reception_id, expected)
            reception.raise_priority(priority_class(said))
            ahead = self.view(ReceptionQueue).before(unit, reception)
            save_at(unit, reception.office_id, reception)
        return reception, ahead

    def leave(self, reception_id: UUID, expected: int) -> Reception:
        """Raises ReceptionAlreadyStarted, ReceptionOver."""
        with self.unit_of_work() as unit:
            reception = reception_of(unit, reception_id, expected)
            reception.leave()
            save_at(unit, reception.office_id, reception)
        return reception

    def issue_certificate(
        self, reception_id: UUID, issued_by: str, evidence: ConsentEvidence | None
    ) -> tuple[Reception, UUID]:
        """Raises CertificateOnRequestOnly, ReceptionNotStarted."""
        with self.unit_of_work() as unit:
            reception = reception_of(unit, reception_id)
            zone = ZoneInfo(unit.get(Office, reception.office_id).zone)
            on = reception.created_on.astimezone(zone).date()
            certificate_id = reception.issue_certificate(issued_by, on, evidence)
            save_at(unit, reception.office_id, reception)
            kind = PaperKind.ATTENDANCE_CERTIFICATE
            led_by = leading_office(unit, reception.person_id, reception.office_id)
            remember(unit, reception.person_id, kind, certificate_id, led_by, reception.id)
        return reception, certificate_id

    def certificate(self, reception_id: UUID, certificate_id: UUID, opening: AccessContext) -> Certificate:
        """Raises CertificateNotFound, SubjectErased."""
        with self.unit_of_work() as unit:
            reception = reception_of(unit, reception_id)
            on = reception.certified_day(certificate_id)
            office = unit.get(Office, reception.office_id).name
            person = known_person(unit, reception.person_id) if reception.person_id else None
            name = unit.open(called(unit, person), opening) if person else None
        return Certificate(certificate_id, office, on, None if name is ERASED else name)

    def adaptations(self, reception_id: UUID, opening: AccessContext) -> dict[str, Any]:
        """What is needed so that the person can take part; the reading is on record."""
        with self.unit_of_work() as unit:
            reception = reception_of(unit, reception_id)
            found = unit.open_many([reception.adaptations, reception.interpreter], opening)
        needed, interpreter = (None if value is ERASED else value for value in found)
        return {"adaptations": needed or [], "interpreter": interpreter}


def reception_of(unit: UnitOfWork, reception_id: UUID, expected: int | None = None) -> Reception:
    """Raises SubjectErased before it compares versions, StaleVersion, NotFound."""
    person_id = unit.get(Reception, reception_id).person_id
    if person_id is not None:
        known_person(unit, person_id)
    return unit.get(Reception, reception_id, expected)
