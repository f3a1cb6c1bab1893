"""Who leads a person's case, and what follows when another office does: referrals decides it, this store goes along."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.metadata import amended
from services.intake.people.applications.placing import save_under, standing_person
from services.intake.people.domain.belonging import Move
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.look_back import LookBack
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.persons_cases import PersonsCases
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.views.follow_up_plans import FollowUpPlans


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
            under_way = {one: self.under_way(unit, one) for one in person.records}
            if person.move_custody(move, office.uf):
                for one in person.joined:
                    go_along(unit, unit.get(Person, one), office, under_way[one])
                follow(unit, person, office, under_way[person.id])
            with amended(legal_basis=str(LegalBasis.CONSENT), consent_refs=(move.grant_id,)):
                save_under(unit, office, person)

    def come_back(self, unit: UnitOfWork, person: Person) -> None:
        """A record that stands for itself again is led by its own office again, wherever the other one's went."""
        if person.office_id != person.own_office_id:
            go_along(unit, person, unit.get(Office, person.own_office_id), self.under_way(unit, person.id))

    def under_way(self, unit: UnitOfWork, person_id: UUID) -> Sequence[UUID]:
        """The plans of one record that somebody goes on with."""
        return self.view(FollowUpPlans).under_way_of(unit, person_id)


def go_along(unit: UnitOfWork, record: Person, office: Office, plans: Sequence[UUID]) -> None:
    """No transfer of its own: it is led where the record is that stands for the person, or where it belongs itself."""
    if record.go_along(office.id, office.uf):
        save_under(unit, office, record)
        follow(unit, record, office, plans)


def follow(unit: UnitOfWork, record: Person, office: Office, plans: Sequence[UUID]) -> None:
    """What is under way goes on at the office that leads; what is over stays as it was, and is read there."""
    for plan in (unit.get(FollowUpPlan, one) for one in plans):
        plan.come_over(office.id)
        save_under(unit, office, plan)
    look_back = unit.find(LookBack, LookBack.create_id(record.id))
    if look_back is not None:
        look_back.come_over(office.id)
        save_under(unit, office, look_back)
    cases = unit.find(PersonsCases, PersonsCases.create_id(record.id))
    for case in (unit.get(PreReleaseCase, one) for one in (cases.cases if cases else ())):
        case.follow_person(office.id)
        save_under(unit, office, case)
