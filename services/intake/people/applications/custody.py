"""Who leads a person's case, and what follows when another office does: referrals decides it, this store goes along."""

from __future__ import annotations

from uuid import UUID

from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.people.applications.placing import save_under, standing_person
from services.intake.people.domain.belonging import Move
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person


class CustodyApplication(Application):
    def leading_office(self, person_id: UUID) -> Office:
        """The one office that leads the person's case. Raises NotFound, SubjectErased, RecordMerged."""
        with self.unit_of_work() as unit:
            return unit.get(Office, standing_person(unit, person_id).office_id)

    def move(self, person_id: UUID, move: Move) -> None:
        """PL14: the record is led by another office; a message that is not newer than the last one changes nothing.

        Records that were merged into it go along: one person has one office that leads. Raises NotFound.
        """
        with self.unit_of_work() as unit:
            person, office = unit.get(Person, person_id), unit.get(Office, move.office_id)
            if person.move_custody(move, office.uf):
                self._joined_go_along(unit, person, office)
            save_under(unit, office, person)

    @staticmethod
    def _joined_go_along(unit: UnitOfWork, person: Person, office: Office) -> None:
        for one in person.joined:
            record = unit.get(Person, one)
            record.go_along(office.id, office.uf)
            save_under(unit, office, record)


def come_back(unit: UnitOfWork, person: Person) -> None:
    """A record that stands for itself again is led by its own office again, wherever the other one's went."""
    office = unit.get(Office, person.own_office_id)
    person.go_along(office.id, office.uf)
    save_under(unit, office, person)
