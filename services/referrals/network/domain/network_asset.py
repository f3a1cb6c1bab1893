"""Network asset: what there is in a place that can help, whoever it belongs to (A028)."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import AssetKind, AssetSource
from infra.kernel import Aggregate, Event, InitialEvent, event, names_somebody
from services.referrals.network.domain.network_refusals import AssetRemoved
from services.referrals.network.domain.partner_refusals import NamesSomebody


class NetworkAsset(Aggregate, store="referrals"):
    class Recorded(InitialEvent):
        name: str
        kind: AssetKind
        source: AssetSource
        need_domains: tuple[NeedDomain, ...]
        uf: UF
        municipality_ibge7: str
        partner_id: UUID | None

    class Removed(Event):
        """It is there no more."""

        uf: UF
        municipality_ibge7: str

    @event(Recorded)
    def __init__(
        self,
        name: str,
        kind: AssetKind,
        source: AssetSource,
        need_domains: tuple[NeedDomain, ...],
        uf: UF,
        municipality_ibge7: str,
        partner_id: UUID | None,
    ) -> None:
        self.name, self.kind, self.source, self.need_domains = name, kind, source, need_domains
        self.uf, self.municipality_ibge7, self.partner_id = uf, municipality_ibge7, partner_id
        self.there = True

    @classmethod
    def record(
        cls,
        name: str,
        kind: AssetKind,
        source: AssetSource,
        need_domains: tuple[NeedDomain, ...],
        uf: UF,
        municipality_ibge7: str,
        partner_id: UUID | None = None,
    ) -> NetworkAsset:
        """Raises NamesSomebody: a map of places is none of people."""
        if names_somebody(name):
            raise NamesSomebody
        return cls(
            name=name, kind=kind, source=source, need_domains=need_domains, uf=uf,
            municipality_ibge7=municipality_ibge7, partner_id=partner_id,
        )  # fmt: skip

    def remove(self) -> None:
        """Raises AssetRemoved."""
        if not self.there:
            raise AssetRemoved
        self.trigger_event(self.Removed, uf=self.uf, municipality_ibge7=self.municipality_ibge7)

    @event(Removed)
    def _removed(self) -> None:
        self.there = False
