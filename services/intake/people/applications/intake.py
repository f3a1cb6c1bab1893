"""Commands and queries of people: load, call, save."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.care import UrgentNeed
from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import EntryDoor, OfficeLevel, Power, ReceptionChannel, ReceptionOutcome
from contracts.vocabulary.persons import ClientType, DeclarationSource, GenderIdentity, RaceColour
from contracts.vocabulary.rights import DataClass
from infra.application import Application
from infra.disclosed import Disclosed, Disclosures
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Sealed, happening
from infra.sealed import ERASED, AccessContext
from services.intake.people import access
from services.intake.people.applications.ages import age_of, estimated_age_of
from services.intake.people.applications.belonging import belonging, called, ledger_with
from services.intake.people.applications.papers import follow_name
from services.intake.people.applications.placing import responsible, save_at
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.priority import Circumstances, priority_class
from services.intake.people.domain.reception import Reception
from services.intake.people.views.reception_queue import DisplayNames, ReceptionQueue, Waiting

OF_RECORDS = {
    DataClass.CIVIL_NAME: "civil_name",
    DataClass.BIRTH_DATE: "birth_date",
    DataClass.ACCESSIBILITY_NEEDS: "accessibility_needs",
}


class IntakeApplication(Application):
    def register_office(self, name: str, level: OfficeLevel, uf: UF, municipality_ibge7: str, zone: str) -> Office:
        with self.unit_of_work() as unit:
            office = Office(name=name, level=level, uf=uf, municipality_ibge7=municipality_ibge7, zone=zone)
            unit.save(office)
        return office

    def add_managing_party(self, office_id: UUID, expected: int, org_id: UUID, power: Power) -> Office:
        with self.changing(Office, office_id, expected) as office:
            office.add_managing_party(org_id, power)
        return office

    def open_office(self, office_id: UUID, expected: int) -> Office:
        with self.changing(Office, office_id, expected) as office:
            office.open()
        return office

    def office(self, office_id: UUID) -> Office:
        with self.unit_of_work() as unit:
            return unit.get(Office, office_id)

    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return unit.get(Person, person_id).unerased()

    def reception(self, reception_id: UUID) -> Reception:
        with self.unit_of_work() as unit:
            return unit.get(Reception, reception_id)

    def responsible(self, reception_id: UUID) -> UUID:
        """Whose team has a reception: of the office where it goes on; once it is over, who leads the person's case."""
        with self.unit_of_work() as unit:
            return responsible(unit, unit.get(Reception, reception_id))

    def opened(self, value: Sealed | None, access_context: AccessContext) -> Any:
        """One sealed value in clear; None when there is none, and for what was erased."""
        with self.unit_of_work() as unit:
            found = unit.open(value, access_context)
        return None if found is ERASED else found

    def register_person(
        self,
        office_id: UUID,
        client_types: Iterable[ClientType],
        civil_name: str | None = None,
        social_name: str | None = None,
        birth_date: date | None = None,
        accessibility_needs: str | None = None,
    ) -> Person:
        with self.unit_of_work() as unit:
            person = Person.register(office_id, tuple(client_types), civil_name, birth_date, accessibility_needs)
            if social_name:
                person.declare_social_name(social_name)
            save_at(unit, office_id, person)
        return person

    def declare_social_name(self, person_id: UUID, expected: int, social_name: str) -> Person:
        with self.unit_of_work() as unit:
            person = _standing(unit, person_id, expected)
            person.declare_social_name(social_name)
            save_at(unit, person.office_id, person)
            follow_name(unit, person)
        return person

    def declare_race_colour(
        self, person_id: UUID, expected: int, race_colour: RaceColour, source: DeclarationSource
    ) -> Person:
        with self.unit_of_work() as unit:
            person = _standing(unit, person_id, expected)
            person.declare_race_colour(race_colour, source)
            save_at(unit, person.office_id, person)
        return person

    def declare_gender(self, person_id: UUID, expected: int, gender_identity: GenderIdentity) -> Person:
        with self.unit_of_work() as unit:
            person = _standing(unit, person_id, expected)
            person.declare_gender(gender_identity)
            save_at(unit, person.office_id, person)
        return person

    def register_arrival(
        self,
        office_id: UUID,
        circumstances: Circumstances,
        access_context: AccessContext,
        person_id: UUID | None = None,
        channel: ReceptionChannel = ReceptionChannel.IN_PERSON,
        entry_door: EntryDoor = EntryDoor.SPONTANEOUS,
        adaptations: Iterable[str] = (),
        companion_present: bool = False,
    ) -> Reception:
        """Queue somebody. A known birth date gives the age; else the person's word counts, now or said before.

        Raises OfficeDoesNotServe, SubjectErased.
        """
        with self.unit_of_work() as unit:
            office = unit.get(Office, office_id)
            office.refuse_unless_serving()
            said = replace(circumstances, age=self._age(unit, person_id, office, circumstances.age, access_context))
            reception = Reception(
                office_id=office_id,
                person_id=person_id,
                channel=channel,
                entry_door=entry_door,
                priority_class=priority_class(said),
                adaptations=Sealed.of(needed) if (needed := list(adaptations)) else None,
                companion_present=companion_present,
            )
            save_at(unit, reception.office_id, reception)
        return reception

    def ahead(self, reception: Reception) -> int:
        """How many are called before."""
        with self.unit_of_work() as unit:
            return self.view(ReceptionQueue).before(unit, reception)

    @staticmethod
    def _age(
        unit: UnitOfWork, person_id: UUID | None, office: Office, said: int | None, access_context: AccessContext
    ) -> int | None:
        """In completed years on the day at the office."""
        if person_id is None:
            return said
        person, today = _standing(unit, person_id), happening().astimezone(ZoneInfo(office.zone)).date()
        known = age_of(unit, person, today, access_context)
        if known is None and said is None:
            return estimated_age_of(unit, person, today, access_context)
        return said if known is None else known

    def start_reception(
        self, reception_id: UUID, expected: int, professional: str, interpreter: str | None = None
    ) -> Reception:
        with self.unit_of_work() as unit:
            reception = _reception(unit, reception_id, expected)
            reception.start(professional, interpreter)
            save_at(unit, reception.office_id, reception)
        return reception

    def identify_urgent_need(self, reception_id: UUID, expected: int, need: UrgentNeed) -> Reception:
        with self.unit_of_work() as unit:
            reception = _reception(unit, reception_id, expected)
            reception.identify_urgent_need(need)
            save_at(unit, reception.office_id, reception)
        return reception

    def complete_reception(
        self, reception_id: UUID, expected: int, outcome: ReceptionOutcome, options_explained: bool = True
    ) -> Reception:
        with self.unit_of_work() as unit:
            reception = _reception(unit, reception_id, expected)
            reception.complete(outcome, options_explained)
            save_at(unit, reception.office_id, reception)
        return reception

    def queue(
        self, office_id: UUID, access_context: AccessContext, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[tuple[Waiting, Any]]:
        """The office's queue in order, each place with the name to call."""
        with self.unit_of_work() as unit:
            queue, names = self.view(ReceptionQueue), self.view(DisplayNames)
            waiting = queue.of_office(unit, office_id, names, limit, after)
            opened = unit.open_many([place.name for place in waiting], access_context)
        return [(place, None if name is ERASED else name) for place, name in zip(waiting, opened, strict=True)]

    def shared_fields(
        self, person_id: UUID, grant_id: UUID, recipient: UUID, fields: frozenset[DataClass], opening: AccessContext
    ) -> dict[DataClass, Any]:
        """What a grant lets a recipient read, checked at this moment; on record before it is given.

        Raises Gone, Forbidden, NotFound.
        """
        with self.unit_of_work() as unit:
            person, wanted = _person(unit, person_id), sorted(fields)
            access.may_share(ledger_with(unit, person, grant_id), grant_id, recipient, fields)
            shared = replace(opening, recipient=recipient, consent_refs=(grant_id,))
            values = unit.open_many([_shared(unit, person, data_class) for data_class in wanted], shared)
        return {name: None if value is ERASED else value for name, value in zip(wanted, values, strict=True)}

    def disclosures(self, person_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[Disclosed]:
        """Who was given what of a person."""
        with self.unit_of_work() as unit:
            return self.view(Disclosures).of_subject(unit, person_id, limit, after)

    def called(self, person: Person, access_context: AccessContext) -> Any:
        """The name to call, in clear."""
        with self.unit_of_work() as unit:
            found = unit.open(called(unit, person), access_context)
        return None if found is ERASED else found


def _person(unit: UnitOfWork, person_id: UUID, expected: int | None = None) -> Person:
    """Raises SubjectErased before it compares versions, StaleVersion, NotFound."""
    unit.get(Person, person_id).unerased()
    return unit.get(Person, person_id, expected)


def _standing(unit: UnitOfWork, person_id: UUID, expected: int | None = None) -> Person:
    """As `_person`, for what is recorded anew. Raises RecordMerged."""
    return _person(unit, person_id, expected).standing()


def _reception(unit: UnitOfWork, reception_id: UUID, expected: int) -> Reception:
    """As `_person`, for the reception of somebody, who may be nameless."""
    person_id = unit.get(Reception, reception_id).person_id
    if person_id is not None:
        _person(unit, person_id)
    return unit.get(Reception, reception_id, expected)


def _shared(unit: UnitOfWork, person: Person, data_class: DataClass) -> Sealed | None:
    """Of a person with several records the first that says it, the survivor's before the others'."""
    if data_class is DataClass.DISPLAY_NAME:
        return called(unit, person)
    name = OF_RECORDS.get(data_class, "")
    said = [getattr(one, name, None) for one in belonging(unit, person)]
    return next((value for value in said if value is not None), None)
