"""What there is for each need in each municipality, how much of it is free, and how often it was not enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, DeclineReason
from infra.application import Application
from infra.world import now
from services.referrals.cases.views.decline_reasons import DeclineReasons
from services.referrals.network.views.offers_by_need import OffersByNeed
from services.referrals.network.views.open_offers import OpenOffers


@dataclass(frozen=True)
class Capacity:
    """Of the offers that were not withdrawn. `open`: those that take people now; places and queue are theirs.

    An offer that serves several needs counts for each of them.
    """

    municipality_ibge7: str
    need_domain: str
    offers: int
    open: int
    slots: int
    free: int
    waiting: int
    declined_for_capacity: int


class CapacityMapApplication(Application):
    def capacities(
        self, uf: UF, need_domain: NeedDomain | None, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[Capacity]:
        """By municipality and need. `after`: both of the last line seen."""
        declines, reason = self.view(DeclineReasons).table, DeclineReason.NO_CAPACITY
        with self.unit_of_work() as unit:
            found = self.view(OffersByNeed).capacities(
                unit, self.view(OpenOffers), (declines, reason), now(), uf, need_domain, limit, after
            )
        return [Capacity(*line) for line in found]
