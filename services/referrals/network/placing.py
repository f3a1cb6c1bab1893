"""What everything in the network has: a place, under which it is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from infra.application import Application
from infra.deadlines.calendars import Place
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import current_metadata
from infra.metadata import amended
from services.referrals.network.domain.partner import Partner


class PlacedApplication(Application):
    """Its records belong to the territory that they are in, not to that of whoever acts."""

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        placed(unit, aggregate)


def placed(unit: UnitOfWork, aggregate: Any) -> None:
    """Save under the territory of the record."""
    tenant = replace(current_metadata().tenant, uf=aggregate.uf, municipality_ibge7=aggregate.municipality_ibge7)
    with amended(tenant=tenant):
        unit.save(aggregate)


def running_at(partner: Partner) -> Place:
    """Whose working days count for what a partner owes: those of the municipality that it is in."""
    return Place(zone=partner.zone, uf=partner.uf.value, municipality_ibge7=partner.municipality_ibge7)
