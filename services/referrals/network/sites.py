"""Commands and queries of sites: load, call, save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.place import Premises
from services.referrals.network.placing import PlacedApplication
from services.referrals.network.views.partner_sites import ListedSite, PartnerSites


class SitesApplication(PlacedApplication):
    def partner(self, partner_id: UUID) -> Partner:
        with self.unit_of_work() as unit:
            return unit.get(Partner, partner_id)

    def site(self, site_id: UUID) -> PartnerSite:
        with self.unit_of_work() as unit:
            return unit.get(PartnerSite, site_id)

    def add_site(self, partner_id: UUID, uf: UF, municipality_ibge7: str, zone: str, premises: Premises) -> PartnerSite:
        with self.unit_of_work() as unit:
            site = PartnerSite.add(unit.get(Partner, partner_id), uf, municipality_ibge7, zone, premises)
            self.save(unit, site)
        return site

    def change_site(self, site_id: UUID, expected: int, premises: Premises) -> PartnerSite:
        with self.changing(PartnerSite, site_id, expected) as site:
            site.change(premises)
        return site

    def sites(
        self, partner_id: UUID | None, uf: UF | None, limit: int, after: tuple[Any, ...] | None = None
    ) -> Sequence[ListedSite]:
        with self.unit_of_work() as unit:
            return self.view(PartnerSites).listed(unit, partner_id, uf, limit, after[0] if after else None)
