"""Offline entries become records by the same commands as online ones, under the circumstances of then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.offices import OfflineEntryKind
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound, happening
from infra.sealed import AccessContext
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.domain.office import Office
from services.intake.people.domain.offline_refusals import CaseLedElsewhere
from services.intake.people.domain.person import Person
from services.intake.people.domain.priority import Circumstances
from services.intake.people.domain.reception import Reception
from services.intake.people.views.person_index import PersonIndex
from services.intake.people.views.records_of_subject import RecordsOfPerson

SAID = ("danger_to_life", "age", "disability", "pregnant_or_with_small_children", "threatened")
NAMES = ("civil_name", "social_name")
FEW = 1


@dataclass(frozen=True)
class About:
    """Which record an entry is about, and on which version it was decided; None: on what is there."""

    record_id: UUID | None = None
    expected: int | None = None


@dataclass(frozen=True)
class Recording:
    """One entry at an office, by an account. `content` is what the command of its kind reads."""

    office_id: UUID
    professional: str
    opening: AccessContext
    about: About
    content: Mapping[str, Any]


class Entries:
    def __init__(self, store: EventStore, index: PersonIndex, records: RecordsOfPerson) -> None:
        self.intake, self.index, self.records = IntakeApplication(store), index, records

    def record(self, unit: UnitOfWork, kind: OfflineEntryKind, entry: Recording) -> UUID:
        """Decide it. Raises what the command raises; NotFound for a record of another office."""
        return RECORDING[kind](self, unit, entry)

    def is_doubtful(self, unit: UnitOfWork, kind: OfflineEntryKind, entry: Recording) -> bool:
        """Whether it looks like what the office knows already: a name that sounds so, a reception of that day."""
        if kind is OfflineEntryKind.REGISTRATION:
            names = [entry.content[name] for name in NAMES if entry.content.get(name)]
            return any(self.index.sounding(unit, entry.office_id, name, None, FEW) for name in names)
        if kind is OfflineEntryKind.ARRIVAL and entry.about.record_id is not None:
            person = unit.get(Person, entry.about.record_id)
            return person.office_id == entry.office_id and self._received_that_day(unit, person, happening())
        return False

    def _received_that_day(self, unit: UnitOfWork, person: Person, at: datetime) -> bool:
        zone = ZoneInfo(unit.get(Office, person.office_id).zone)
        streams = self.records.streams(unit, person.id)
        receptions = [found for stream in streams if (found := unit.find(Reception, stream))]
        day = at.astimezone(zone).date()
        return any(one.created_on.astimezone(zone).date() == day for one in receptions)

    def _arrival(self, unit: UnitOfWork, entry: Recording) -> UUID:
        content = {name: value for name, value in entry.content.items() if name != "office_id"}
        person_id = entry.about.record_id
        if person_id is not None:
            _refuse_unless_led(unit.get(Person, person_id), entry.office_id)
        said = Circumstances(**{name: content.pop(name) for name in SAID})
        content["person_id"] = person_id
        return self.intake.register_arrival(entry.office_id, said, entry.opening, **content).id

    def _registration(self, unit: UnitOfWork, entry: Recording) -> UUID:
        return self.intake.register_person(entry.office_id, **entry.content).id

    def _start(self, unit: UnitOfWork, entry: Recording) -> UUID:
        reception, expected = _reception(unit, entry)
        return self.intake.start_reception(reception, expected, entry.professional, **entry.content).id

    def _urgent_need(self, unit: UnitOfWork, entry: Recording) -> UUID:
        reception, expected = _reception(unit, entry)
        return self.intake.identify_urgent_need(reception, expected, **entry.content).id

    def _completion(self, unit: UnitOfWork, entry: Recording) -> UUID:
        reception, expected = _reception(unit, entry)
        return self.intake.complete_reception(reception, expected, **entry.content).id


def _refuse_unless_led(person: Person, office_id: UUID) -> None:
    """An office that led the case once is told that it has moved; to any other one it does not exist."""
    if person.office_id == office_id:
        return
    if office_id in person.led_before:
        raise CaseLedElsewhere
    raise NotFound


def _reception(unit: UnitOfWork, entry: Recording) -> tuple[UUID, int]:
    """Of this office. What the device itself made has had nobody else's hand on it, so needs no version."""
    if entry.about.record_id is None:
        raise NotFound
    reception = unit.get(Reception, entry.about.record_id)
    if reception.office_id != entry.office_id:
        raise NotFound
    return reception.id, reception.version if entry.about.expected is None else entry.about.expected


RECORDING: Mapping[OfflineEntryKind, Callable[[Entries, UnitOfWork, Recording], UUID]] = {
    OfflineEntryKind.ARRIVAL: Entries._arrival,
    OfflineEntryKind.REGISTRATION: Entries._registration,
    OfflineEntryKind.RECEPTION_START: Entries._start,
    OfflineEntryKind.URGENT_NEED: Entries._urgent_need,
    OfflineEntryKind.RECEPTION_COMPLETION: Entries._completion,
}
