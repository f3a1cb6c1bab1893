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
from services.intake.people.domain.reception import Reception


class OfficeApplication(Application):
    """Of things that belong to an office."""

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        """What is about a person is saved under the office that leads the case now."""
        about: UUID | None = getattr(aggregate, "person_id", None)
        save_at(unit, leading_office(unit, about, aggregate.office_id), aggregate)


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


def leading_office(unit: UnitOfWork, person_id: UUID | None, otherwise: UUID) -> UUID:
    """Who leads the case of whom a record is about, wherever it was made; `otherwise` for one about nobody known."""
    return otherwise if person_id is None else unit.get(Person, person_id).office_id


def responsible(unit: UnitOfWork, reception: Reception) -> UUID:
    """Nobody is sent away in the middle of a reception because the case has moved; afterwards it is history."""
    over = reception.status == "completed"
    return leading_office(unit, reception.person_id if over else None, reception.office_id)


def place_of(unit: UnitOfWork, office_id: UUID) -> Place:
    """Where the office's deadlines run."""
    office = unit.get(Office, office_id)
    return Place(zone=office.zone, uf=office.uf.value, municipality_ibge7=office.municipality_ibge7)


def today_at(unit: UnitOfWork, office_id: UUID) -> date:
    """The day on which it happens, where the office is."""
    return happening().astimezone(ZoneInfo(unit.get(Office, office_id).zone)).date()
