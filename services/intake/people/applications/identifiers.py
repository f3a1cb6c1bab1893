"""Commands and queries of identifiers: recorded sealed, found by a blind token."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.persons import IdentifierSystem
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.belonging import called, survivor_of
from services.intake.people.applications.placing import known_person, save_at, standing_person
from services.intake.people.applications.registers import indexed
from services.intake.people.domain.identifiers import IdentifierAlreadyRecorded, Identifiers
from services.intake.people.domain.person import Person
from services.intake.people.views.person_index import PersonIndex


class IdentifiersApplication(Application):
    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def record_identifier(
        self, person_id: UUID, system: IdentifierSystem, value: str, country: str | None = None
    ) -> tuple[Identifiers, UUID, list[UUID]]:
        """`value` in canonical form. That somebody else of the office has it is told and is no reason to refuse.

        Gives the identifier's id, and the records that may be the same person's: nobody is merged by a machine.

        Raises IdentifierAlreadyRecorded, TooManyIdentifiers, SubjectErased.
        """
        with self.unit_of_work() as unit:
            person = standing_person(unit, person_id)
            sought = indexed(system, country, value)
            holders = self.view(PersonIndex).holders(unit, [person.office_id], sought)
            if person_id in holders:
                raise IdentifierAlreadyRecorded
            identifiers = _identifiers(unit, person_id) or Identifiers(person_id=person_id)
            identifier_id = identifiers.record(system, value, country)
            save_at(unit, person.office_id, identifiers)
        return identifiers, identifier_id, holders

    def remove_identifier(self, person_id: UUID, identifier_id: UUID) -> Identifiers:
        """Raises NotFound."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            held = [i for one in person.records if (i := _identifiers(unit, one))]
            identifiers = next((i for i in held if identifier_id in i.held), None)
            if identifiers is None:
                raise NotFound
            identifiers.remove(identifier_id)
            save_at(unit, person.office_id, identifiers)
        return identifiers

    def identifiers(self, person_id: UUID, opening: AccessContext) -> list[dict[str, Any]]:
        """A person's identifiers in clear; the reading is on record before."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            found = [i for one in person.records if (i := _identifiers(unit, one))]
            held = [item for identifiers in found for item in identifiers.held.items()]
            values = unit.open_many([value for _, (_, _, value) in held], opening)
        return [
            {"identifier_id": one, "system": system, "country": country, "value": None if v is ERASED else v}
            for (one, (system, country, _)), v in zip(held, values, strict=True)
        ]

    def find(
        self, office_id: UUID, system: IdentifierSystem, value: str, country: str | None, opening: AccessContext
    ) -> list[dict[str, Any]]:
        """Who of an office has this identifier, each by the name to call."""
        with self.unit_of_work() as unit:
            found = self.view(PersonIndex).holders(unit, [office_id], indexed(system, country, value))
            return named(unit, found, opening)


def named(unit: UnitOfWork, person_ids: list[UUID], opening: AccessContext) -> list[dict[str, Any]]:
    """These persons by the names to call, the social one first."""
    found = [person for one in person_ids if not (person := unit.get(Person, one)).erased]
    persons = list({shown.id: shown for person in found if (shown := _at_its_office(unit, person))}.values())
    names = unit.open_many([called(unit, person) for person in persons], opening)
    return [{"id": p.id, "display_name": None if n is ERASED else n} for p, n in zip(persons, names, strict=True)]


def _at_its_office(unit: UnitOfWork, person: Person) -> Person:
    """The surviving record, for an office that has it; another office goes on with the one it knows."""
    survivor = survivor_of(unit, person)
    return survivor if survivor.office_id == person.office_id else person


def _identifiers(unit: UnitOfWork, person_id: UUID) -> Identifiers | None:
    found = Identifiers.create_id(person_id)
    return unit.find(Identifiers, found)
