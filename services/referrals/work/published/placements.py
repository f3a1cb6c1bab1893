"""Placements to the network: what figures need, and neither why one ended nor what nobody knew."""

from __future__ import annotations

from typing import Any

from contracts import work as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.work.domain.placement import Placement

WITHIN = ("value_chain_role", "candidate_id", "vacancy_id")


def _about(event: Any) -> dict[str, Any]:
    about = {name: value for name, value in vars(event.engagement).items() if name not in WITHIN}
    return {"placement_id": event.originator_id, **about}


@publishes(Placement.Started)
def placement_started(event: Placement.Started, metadata: Metadata) -> out.PlacementStarted:
    place = event.workplace
    return out.PlacementStarted(**_about(event), uf=place.uf, municipality_ibge7=place.municipality_ibge7)


@publishes(Placement.Retained)
def placement_retained(event: Placement.Retained, metadata: Metadata) -> out.PlacementRetained:
    return out.PlacementRetained(**_about(event), days=int(event.mark))


@publishes(Placement.Ended)
def placement_ended(event: Placement.Ended, metadata: Metadata) -> out.PlacementEnded:
    return out.PlacementEnded(**_about(event), ended_on=event.ended_on)
