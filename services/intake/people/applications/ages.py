"""How old somebody is: by a birth date, by a word said before, each opened on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.persons import DeclarationSource
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.belonging import belonging
from services.intake.people.applications.placing import known_person, save_at, today_at
from services.intake.people.domain.age import AgeEstimate, age_on, grown
from services.intake.people.domain.person import Person


@dataclass(frozen=True)
class Estimated:
    """One estimate in clear; `age` and `precision_years` are None once they are erased."""

    said_on: date
    source: DeclarationSource
    age: int | None
    precision_years: int | None


class AgesApplication(Application):
    def person(self, person_id: UUID) -> Person:
        """Raises SubjectErased, NotFound."""
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def estimate(
        self, person_id: UUID, expected: int, age: int, precision_years: int, source: DeclarationSource
    ) -> Person:
        """Raises BirthDateKnown, MinorsAreRelatives, RecordMerged, SubjectErased, StaleVersion."""
        with self.unit_of_work() as unit:
            known_person(unit, person_id)
            person = unit.get(Person, person_id, expected).standing()
            person.estimate_age(age, precision_years, source, today_at(unit, person.office_id))
            save_at(unit, person.office_id, person)
        return person

    def estimates(self, person_id: UUID, access_context: AccessContext) -> list[Estimated]:
        """All that was ever said, the latest first."""
        with self.unit_of_work() as unit:
            said = known_person(unit, person_id).age_estimates[::-1]
            opened = unit.open_many([one.estimate for one in said], access_context)
        return [_shown(one, found) for one, found in zip(said, opened, strict=True)]


def age_of(unit: UnitOfWork, person: Person, today: date, access_context: AccessContext) -> int | None:
    """By whichever of the person's records says a birth date. None when no one does."""
    sealed = [one.birth_date for one in belonging(unit, person) if one.birth_date]
    born = unit.open(sealed[0], access_context) if sealed else None
    return age_on(date.fromisoformat(born), today) if isinstance(born, str) else None


def estimated_age_of(unit: UnitOfWork, person: Person, today: date, access_context: AccessContext) -> int | None:
    """By the last word on record, as much older as time has passed. None when nobody ever said."""
    said = [estimate for one in belonging(unit, person) for estimate in one.age_estimates]
    if not said:
        return None
    last = max(said, key=lambda one: one.said_on)
    found = unit.open(last.estimate, access_context)
    return grown(found, last.said_on, today) if isinstance(found, dict) else None


def _shown(said: AgeEstimate, found: Any) -> Estimated:
    known = {"age": None, "precision_years": None} if found is ERASED else found
    return Estimated(said.said_on, said.source, known["age"], known["precision_years"])
