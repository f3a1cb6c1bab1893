"""Puts together what a person is given: every record about the person, opened on record, or who was told what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import SubjectRequestKind
from infra.auditing.showing import readable
from infra.eventstore.codec import business_fields
from infra.eventstore.records import RecordedEvent
from infra.eventstore.unit_of_work import UnitOfWork
from infra.sealed import ERASED, AccessContext, Sealed
from services.intake.people.applications.package import ACCOUNTS, Package
from services.intake.people.domain.data_subject_request import DataSubjectRequest
from services.intake.people.domain.person import Person
from services.intake.people.views.disclosures import PersonDisclosures
from services.intake.people.views.pre_release_cases import PreReleaseCases
from services.intake.people.views.records_of_subject import RecordsOfPerson


class Packaging:
    """Reads through the read models that know which records are whose."""

    def __init__(self, records: RecordsOfPerson, disclosures: PersonDisclosures, cases: PreReleaseCases) -> None:
        self.records, self.disclosures, self.cases = records, disclosures, cases

    def of(self, unit: UnitOfWork, request: DataSubjectRequest, opening: AccessContext) -> Package:
        """What a request asks for, at this moment."""
        person_id = request.person_id
        if request.kind is SubjectRequestKind.INFORMATION_ON_SHARING:
            return Package(person_id, sharings=self._sharings(unit, person_id))
        return Package(person_id, records=self._records(unit, person_id, opening))

    def _sharings(self, unit: UnitOfWork, person_id: UUID) -> list[dict[str, Any]]:
        return [readable(line) for line in self.disclosures.sharings(unit, person_id)]

    def _records(self, unit: UnitOfWork, person_id: UUID, opening: AccessContext) -> list[dict[str, Any]]:
        """Whatever was opened goes to the person, so that the read record says so of every single field."""
        person = unit.get(Person, person_id)
        streams = [stream for one in person.records for stream in self.records.streams(unit, one)]
        streams += self.cases.duplicates(unit, streams)
        entries = [entry for stream in streams for entry in unit.history(stream)]
        held = [(entry, _values(entry)) for entry in entries]
        sealed = [value for _, values in held for value in values.values() if isinstance(value, Sealed)]
        opened = iter(unit.open_many(sealed, replace(opening, recipient=person_id)))
        return [_line(entry, {n: _shown(v, opened) for n, v in values.items()}) for entry, values in held]


def _values(entry: RecordedEvent) -> dict[str, Any]:
    names = (name for name in business_fields(type(entry.event)) if name not in ACCOUNTS)
    return {name: getattr(entry.event, name) for name in names if name != "originator_topic"}


def _shown(value: Any, opened: Any) -> Any:
    if not isinstance(value, Sealed):
        return readable(value)
    found = next(opened)
    return None if found is ERASED else found


def _line(entry: RecordedEvent, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "record": str(entry.event.originator_id),
        "what": entry.event.TOPIC,
        "happened_at": readable(entry.event.timestamp),
        "values": values,
    }
