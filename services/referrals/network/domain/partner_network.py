"""Partner network: organisations that support each other in a place; belonging to one opens nobody's data (A016)."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import NetworkLevel
from infra.kernel import Aggregate, Event, InitialEvent, event, names_somebody
from services.referrals.network.domain import network_refusals as refusals
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_refusals import NamesSomebody

LEVELS = tuple(NetworkLevel)


class PartnerNetwork(Aggregate, store="referrals"):
    class Formed(InitialEvent):
        name: str
        level: NetworkLevel
        uf: UF | None
        municipality_ibge7: str | None

    class PartnerJoined(Event):
        partner_id: UUID

    class PartnerLeft(Event):
        partner_id: UUID

    class WiderNetworkJoined(Event):
        wider_id: UUID

    class WiderNetworkLeft(Event):
        wider_id: UUID

    @event(Formed)
    def __init__(self, name: str, level: NetworkLevel, uf: UF | None, municipality_ibge7: str | None) -> None:
        self.name, self.level, self.uf, self.municipality_ibge7 = name, level, uf, municipality_ibge7
        self.partners: set[UUID] = set()
        self.wider: set[UUID] = set()

    @classmethod
    def form(cls, name: str, level: NetworkLevel, uf: UF | None, municipality_ibge7: str | None) -> PartnerNetwork:
        """Raises NetworkNeedsItsPlace, NamesSomebody."""
        reach = (uf is not None, municipality_ibge7 is not None)
        if reach != _PLACE[level]:
            raise refusals.NetworkNeedsItsPlace
        if names_somebody(name):
            raise NamesSomebody
        return cls(name=name, level=level, uf=uf, municipality_ibge7=municipality_ibge7)

    def join(self, partner: Partner) -> None:
        """Raises PartnerClosed, AlreadyInNetwork."""
        partner.refuse_if_closed()
        if partner.id in self.partners:
            raise refusals.AlreadyInNetwork
        self.trigger_event(self.PartnerJoined, partner_id=partner.id)

    @event(PartnerJoined)
    def _partner_joined(self, partner_id: UUID) -> None:
        self.partners.add(partner_id)

    def leave(self, partner_id: UUID) -> None:
        """Raises NotInNetwork."""
        if partner_id not in self.partners:
            raise refusals.NotInNetwork
        self.trigger_event(self.PartnerLeft, partner_id=partner_id)

    @event(PartnerLeft)
    def _partner_left(self, partner_id: UUID) -> None:
        self.partners.discard(partner_id)

    def join_wider(self, wider: PartnerNetwork) -> None:
        """Each step leads to a higher level: no chain of networks can come back to its beginning.

        Raises NetworkNotWider, NetworkElsewhere, AlreadyInNetwork.
        """
        if LEVELS.index(wider.level) <= LEVELS.index(self.level):
            raise refusals.NetworkNotWider
        if wider.uf not in (None, self.uf):
            raise refusals.NetworkElsewhere
        if wider.id in self.wider:
            raise refusals.AlreadyInNetwork
        self.trigger_event(self.WiderNetworkJoined, wider_id=wider.id)

    @event(WiderNetworkJoined)
    def _wider_network_joined(self, wider_id: UUID) -> None:
        self.wider.add(wider_id)

    def leave_wider(self, wider_id: UUID) -> None:
        """Raises NotInNetwork."""
        if wider_id not in self.wider:
            raise refusals.NotInNetwork
        self.trigger_event(self.WiderNetworkLeft, wider_id=wider_id)

    @event(WiderNetworkLeft)
    def _wider_network_left(self, wider_id: UUID) -> None:
        self.wider.discard(wider_id)


# Whether a level names a state, and a municipality.
_PLACE = {
    NetworkLevel.LOCAL: (True, True),
    NetworkLevel.STATE: (True, False),
    NetworkLevel.NATIONAL: (False, False),
}
