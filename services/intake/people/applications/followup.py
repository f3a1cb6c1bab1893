"""What the applications of assessments and plans have in common: the person first, the office's territory on saving."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Aggregate, Tenant, happening
from infra.metadata import amended
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person


def known_person(unit: UnitOfWork, person_id: UUID) -> Person:
    """Raises SubjectErased, NotFound."""
    return unit.get(Person, person_id).unerased()


def save_at(unit: UnitOfWork, office_id: UUID, *aggregates: Aggregate) -> None:
    """What happens at an office belongs to its territory and its zone."""
    office = unit.get(Office, office_id)
    tenant = Tenant(uf=office.uf, municipality_ibge7=office.municipality_ibge7, org_id=office_id)
    with amended(tenant=tenant, local_zone=office.zone):
        unit.save(*aggregates)


def today_at(unit: UnitOfWork, office_id: UUID) -> date:
    """The day on which it happens, where the office is."""
    return happening().astimezone(ZoneInfo(unit.get(Office, office_id).zone)).date()
