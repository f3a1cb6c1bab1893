"""What happens at an office: whose it is, where and when it happens, and under which territory and zone it is saved."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from infra.application import Application
from infra.deadlines.calendars import Place
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Aggregate, Tenant, happening
from infra.metadata import amended
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person


class OfficeApplication(Application):
    """Of things that belong to an office."""

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        save_at(unit, aggregate.office_id, aggregate)


def save_at(unit: UnitOfWork, office_id: UUID, *aggregates: Aggregate) -> None:
    """What happens at an office belongs to its territory and its zone."""
    save_under(unit, unit.get(Office, office_id), *aggregates)


def save_under(unit: UnitOfWork, office: Office, *aggregates: Aggregate) -> None:
    tenant = Tenant(uf=office.uf, municipality_ibge7=office.municipality_ibge7, org_id=office.id)
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


def today_at(unit: UnitOfWork, office_id: UUID) -> date:
    """The day on which it happens, where the office is."""
    return happening().astimezone(ZoneInfo(unit.get(Office, office_id).zone)).date()
