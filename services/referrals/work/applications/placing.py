"""Under which territory and zone things of work are saved, and where their deadlines run."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.application import Application
from infra.deadlines.calendars import Place
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Aggregate, Tenant
from infra.metadata import amended
from services.referrals.network.closings import while_open
from services.referrals.network.domain.partner import Partner
from services.referrals.work.domain.workplace import Workplace


class WorkApplication(Application):
    """Of things that have a workplace."""

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        save_at(unit, aggregate.workplace, aggregate)

    def territory(self, organisation_id: UUID) -> UF:
        """The state that an organisation is in. Raises NotFound."""
        with self.unit_of_work() as unit:
            return unit.get(Partner, organisation_id).uf


def save_at(unit: UnitOfWork, workplace: Workplace, *aggregates: Aggregate) -> None:
    """Under the territory and zone of the work, not of whoever acts."""
    tenant = Tenant(uf=workplace.uf.value, municipality_ibge7=workplace.municipality_ibge7)
    with amended(tenant=tenant, local_zone=workplace.zone):
        unit.save(*aggregates)


def workplace_of(partner: Partner) -> Workplace:
    """Where an organisation is."""
    return Workplace(partner.uf, partner.municipality_ibge7, partner.zone)


def running_at(workplace: Workplace) -> Place:
    return Place(zone=workplace.zone, uf=workplace.uf.value, municipality_ibge7=workplace.municipality_ibge7)


def active_partner(unit: UnitOfWork, partner_id: UUID) -> Partner:
    """Raises NotFound, PartnerNotActive; a closing that runs is waited for."""
    while_open(unit)
    partner = unit.get(Partner, partner_id)
    partner.refuse_unless_offering()
    return partner
