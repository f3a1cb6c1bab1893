"""Saves what happens at an office with the office's territory and zone."""

from __future__ import annotations

from uuid import UUID

from infra.deadlines.calendars import Place
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Aggregate, Tenant
from infra.metadata import amended
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person


def save_at(unit: UnitOfWork, office_id: UUID, *aggregates: Aggregate) -> None:
    office = unit.get(Office, office_id)
    tenant = Tenant(uf=office.uf, municipality_ibge7=office.municipality_ibge7, org_id=office_id)
    with amended(tenant=tenant, local_zone=office.zone):
        unit.save(*aggregates)


def standing_person(unit: UnitOfWork, person_id: UUID) -> Person:
    """Somebody under whom new things are recorded. Raises NotFound, SubjectErased, RecordMerged."""
    return unit.get(Person, person_id).standing()


def known_person(unit: UnitOfWork, person_id: UUID) -> Person:
    """Raises NotFound, SubjectErased."""
    return unit.get(Person, person_id).unerased()


def place_of(unit: UnitOfWork, office_id: UUID) -> Place:
    """Where the office's deadlines run."""
    office = unit.get(Office, office_id)
    return Place(zone=office.zone, uf=office.uf.value, municipality_ibge7=office.municipality_ibge7)
