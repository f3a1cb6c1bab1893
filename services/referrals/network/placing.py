"""What everything in the network has: a place, under which it is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import current_metadata
from infra.metadata import amended


class PlacedApplication(Application):
    """Its records belong to the territory that they are in, not to that of whoever acts."""

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        placed(unit, aggregate)


def placed(unit: UnitOfWork, aggregate: Any) -> None:
    """Save under the territory of the record."""
    tenant = replace(current_metadata().tenant, uf=aggregate.uf, municipality_ibge7=aggregate.municipality_ibge7)
    with amended(tenant=tenant):
        unit.save(aggregate)
