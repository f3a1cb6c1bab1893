"""Whether somebody may be contacted after the release, and what follows when that changes (PL03)."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.rights import ConsentScope
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import now
from services.intake.people.applications.belonging import belonging, ledger_of
from services.intake.people.applications.placing import save_at
from services.intake.people.domain.person import Person
from services.intake.people.domain.persons_cases import PersonsCases
from services.intake.people.domain.pre_release_case import PreReleaseCase


def wishes_contact(unit: UnitOfWork, person_id: UUID | None) -> bool:
    """Whether a consent to be contacted stands at this moment, under whichever record; of nobody none does."""
    if person_id is None:
        return False
    ledgers = (ledger_of(unit, one.id) for one in belonging(unit, unit.get(Person, person_id)))
    grants = (grant for ledger in ledgers if ledger is not None for grant in ledger.grants.values())
    return any(grant.scope is ConsentScope.CONTACT and grant.holds(now()) for grant in grants)


def follow_contact_wish(unit: UnitOfWork, person_id: UUID) -> None:
    """After a consent to be contacted was given, taken back or has run out: who was released is called, or no more."""
    for one in belonging(unit, unit.get(Person, person_id)):
        kept = unit.find(PersonsCases, PersonsCases.create_id(one.id))
        for case_id in kept.cases if kept else ():
            case = unit.get(PreReleaseCase, case_id)
            case.follow_wish(wishes_contact(unit, person_id))
            save_at(unit, case.office_id, case)


def add_case(unit: UnitOfWork, case: PreReleaseCase, person_id: UUID) -> None:
    """The case is this person's from now on."""
    kept = unit.find(PersonsCases, PersonsCases.create_id(person_id)) or PersonsCases(person_id=person_id)
    kept.add(case.id)
    save_at(unit, case.office_id, kept)
