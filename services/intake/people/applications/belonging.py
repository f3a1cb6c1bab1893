"""Which records belong to one person: each keeps its own streams, and all of them count for the survivor."""

from __future__ import annotations

from uuid import UUID

from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound, Sealed
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.person import Person


def survivor_of(unit: UnitOfWork, person: Person) -> Person:
    """The record that stands for the person; this one when it was not merged."""
    return unit.get(Person, person.merged_into) if person.merged_into else person


def belonging(unit: UnitOfWork, person: Person) -> list[Person]:
    """The surviving record, then those that were merged into it."""
    survivor = survivor_of(unit, person)
    return [survivor, *(unit.get(Person, one) for one in survivor.joined)]


def called(unit: UnitOfWork, person: Person) -> Sealed | None:
    """The name to call, whichever of the person's records says it: a social name before any civil name."""
    records = belonging(unit, person)
    return next((one.social_name for one in records if one.social_name), None) or civil_name(unit, person)


def civil_name(unit: UnitOfWork, person: Person) -> Sealed | None:
    """The record's own before another one's."""
    return next((one.civil_name for one in (person, *belonging(unit, person)) if one.civil_name), None)


def ledger_of(unit: UnitOfWork, person_id: UUID) -> ConsentLedger | None:
    ledger_id = ConsentLedger.create_id(person_id)
    return unit.find(ConsentLedger, ledger_id)


def ledger_with(unit: UnitOfWork, person: Person, grant_id: UUID) -> ConsentLedger:
    """The ledger that a grant of this person is in; for a grant that is gone any of the person's. Raises NotFound."""
    found = [ledger for one in belonging(unit, person) if (ledger := ledger_of(unit, one.id))]
    ledger = next((ledger for ledger in found if grant_id in ledger.grants), None) or next(iter(found), None)
    if ledger is None:
        raise NotFound
    return ledger
