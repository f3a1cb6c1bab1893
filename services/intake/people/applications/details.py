"""Commands and queries of what is known of a person beyond the name: corrections, contacts, accommodations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.persons import AddressKind, ContactType, Disability
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound, Sealed, now
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.papers import follow_name
from services.intake.people.applications.placing import known_person, save_at, standing_person
from services.intake.people.domain.accommodations import Accommodations
from services.intake.people.domain.contact_details import ContactDetails, SafeHours
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person

Details = TypeVar("Details", ContactDetails, Accommodations)


class DetailsApplication(Application):
    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def correct_person_data(
        self, person_id: UUID, expected: int, civil_name: str | None = None, birth_date: date | None = None
    ) -> Person:
        """Raises NothingToCorrect, MinorsAreRelatives, SubjectErased, StaleVersion."""
        with self.unit_of_work() as unit:
            standing_person(unit, person_id)
            person = unit.get(Person, person_id, expected)
            person.correct(civil_name, birth_date)
            save_at(unit, person.office_id, person)
            follow_name(unit, person)
        return person

    def add_contact_point(
        self, person_id: UUID, kind: ContactType, value: str, safe_to_contact: bool, safe_hours: SafeHours | None = None
    ) -> tuple[ContactDetails, UUID]:
        with self.unit_of_work() as unit:
            person = standing_person(unit, person_id)
            details = _found(unit, ContactDetails, person_id) or ContactDetails(person_id=person_id)
            contact_point_id = details.add_contact_point(kind, value, safe_to_contact, safe_hours)
            save_at(unit, person.office_id, details)
        return details, contact_point_id

    def remove_contact_point(self, person_id: UUID, contact_point_id: UUID) -> ContactDetails:
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            held = _all_found(unit, ContactDetails, person)
            details = next((one for one in held if contact_point_id in one.points), None)
            if details is None:
                raise NotFound
            details.remove_contact_point(contact_point_id)
            save_at(unit, person.office_id, details)
        return details

    def declare_address(
        self, person_id: UUID, kind: AddressKind, municipality_ibge7: str, description: str | None = None
    ) -> ContactDetails:
        with self.unit_of_work() as unit:
            person = standing_person(unit, person_id)
            details = _found(unit, ContactDetails, person_id) or ContactDetails(person_id=person_id)
            details.declare_address(kind, municipality_ibge7, description)
            save_at(unit, person.office_id, details)
        return details

    def contacts(self, person_id: UUID, opening: AccessContext) -> dict[str, Any]:
        """Where the person lives, and each contact point with whether it may be used at this moment at the office."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            held = _all_found(unit, ContactDetails, person)
            living = next((one.address for one in held if one.address), None)
            reached = [item for one in held for item in one.points.items()]
            clock = now().astimezone(ZoneInfo(unit.get(Office, person.office_id).zone)).strftime("%H:%M")
            sealed = [living, *(point.value for _, point in reached)]
            address, *values = [_clear(value) for value in unit.open_many(sealed, opening)]
        points = [
            {**vars(point), "contact_point_id": one, "value": value, "usable_now": point.may_be_used(clock)}
            for (one, point), value in zip(reached, values, strict=True)
        ]
        return {"address": address, "contact_points": points}

    def declare_accommodations(
        self,
        person_id: UUID,
        preferred_address: str | None = None,
        languages: Iterable[str] = (),
        disabilities: Iterable[Disability] = (),
        assistive_needs: str | None = None,
    ) -> Accommodations:
        with self.unit_of_work() as unit:
            person = standing_person(unit, person_id)
            found = _found(unit, Accommodations, person_id) or Accommodations(person_id=person_id)
            found.declare(preferred_address, tuple(languages), frozenset(disabilities), assistive_needs)
            save_at(unit, person.office_id, found)
        return found

    def accommodations(self, person_id: UUID, opening: AccessContext) -> dict[str, Any]:
        names = ("preferred_address", "languages", "disabilities", "assistive_needs")
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            found = next(iter(_all_found(unit, Accommodations, person)), None)
            sealed: list[Sealed | None] = [getattr(found, name) if found else None for name in names]
            values = [_clear(value) for value in unit.open_many(sealed, opening)]
        return dict(zip(names, values, strict=True))


def _found(unit: UnitOfWork, kind: type[Details], person_id: UUID) -> Details | None:
    found = kind.create_id(person_id)
    return unit.find(kind, found)


def _all_found(unit: UnitOfWork, kind: type[Details], person: Person) -> list[Details]:
    """Of all that belongs to the person, the record's own first."""
    return [found for one in person.records if (found := _found(unit, kind, one))]


def _clear(value: Any) -> Any:
    return None if value is ERASED else value
