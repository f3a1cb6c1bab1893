"""Commands and queries of support networks and of the map of assets: load, call, save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import AssetKind, AssetSource, NetworkLevel
from services.referrals.network.domain.network_asset import NetworkAsset
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_network import PartnerNetwork
from services.referrals.network.offering import in_order
from services.referrals.network.placing import PlacedApplication
from services.referrals.network.views.network_assets import ListedAsset, NetworkAssets
from services.referrals.network.views.network_members import Member, NetworkMembers
from services.referrals.network.views.partner_networks import ListedNetwork, PartnerNetworks


class NetworksApplication(PlacedApplication):
    def form_network(
        self, name: str, level: NetworkLevel, uf: UF | None = None, municipality_ibge7: str | None = None
    ) -> PartnerNetwork:
        with self.unit_of_work() as unit:
            network = PartnerNetwork.form(name, level, uf, municipality_ibge7)
            self.save(unit, network)
        return network

    def network(self, network_id: UUID) -> PartnerNetwork:
        with self.unit_of_work() as unit:
            return unit.get(PartnerNetwork, network_id)

    def join(self, network_id: UUID, expected: int, partner_id: UUID) -> PartnerNetwork:
        with self.unit_of_work() as unit:
            network = unit.get(PartnerNetwork, network_id, expected)
            network.join(unit.get(Partner, partner_id))
            self.save(unit, network)
        return network

    def leave(self, network_id: UUID, expected: int, partner_id: UUID) -> PartnerNetwork:
        with self.changing(PartnerNetwork, network_id, expected) as network:
            network.leave(partner_id)
        return network

    def join_wider(self, network_id: UUID, expected: int, wider_id: UUID) -> PartnerNetwork:
        with self.unit_of_work() as unit:
            network = unit.get(PartnerNetwork, network_id, expected)
            network.join_wider(unit.get(PartnerNetwork, wider_id))
            self.save(unit, network)
        return network

    def leave_wider(self, network_id: UUID, expected: int, wider_id: UUID) -> PartnerNetwork:
        with self.changing(PartnerNetwork, network_id, expected) as network:
            network.leave_wider(wider_id)
        return network

    def networks(self, uf: UF | None, limit: int, after: tuple[Any, ...] | None = None) -> Sequence[ListedNetwork]:
        with self.unit_of_work() as unit:
            return self.view(PartnerNetworks).listed(unit, uf, limit, after[0] if after else None)

    def members(self, network_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> Sequence[Member]:
        with self.unit_of_work() as unit:
            return self.view(NetworkMembers).of_network(unit, network_id, limit, after[0] if after else None)

    def record_asset(
        self,
        name: str,
        kind: AssetKind,
        source: AssetSource,
        uf: UF,
        municipality_ibge7: str,
        need_domains: Iterable[NeedDomain] = (),
        partner_id: UUID | None = None,
    ) -> NetworkAsset:
        with self.unit_of_work() as unit:
            if partner_id is not None:
                unit.get(Partner, partner_id)
            domains = in_order(need_domains)
            asset = NetworkAsset.record(name, kind, source, domains, uf, municipality_ibge7, partner_id)
            self.save(unit, asset)
        return asset

    def asset(self, asset_id: UUID) -> NetworkAsset:
        with self.unit_of_work() as unit:
            return unit.get(NetworkAsset, asset_id)

    def remove_asset(self, asset_id: UUID, expected: int) -> NetworkAsset:
        with self.changing(NetworkAsset, asset_id, expected) as asset:
            asset.remove()
        return asset

    def assets(
        self,
        uf: UF | None,
        municipality_ibge7: str | None,
        need_domain: NeedDomain | None,
        limit: int,
        after: tuple[Any, ...] | None = None,
    ) -> Sequence[ListedAsset]:
        with self.unit_of_work() as unit:
            last = after[0] if after else None
            return self.view(NetworkAssets).listed(unit, uf, municipality_ibge7, need_domain, limit, last)
