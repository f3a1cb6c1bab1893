"""Partner site: one of the places where a partner serves people."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event, happening
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_refusals import ClosingNotYet
from services.referrals.network.domain.place import Premises


class SiteClosed(DomainError):
    code = "referrals.site-closed"
    detail = "The site has closed for good."
    fix = "Choose another site; one that opens again is added anew."


class SiteOfAnotherPartner(DomainError):
    code = "referrals.site-of-another-partner"
    detail = "The site belongs to another partner."
    fix = "Choose a site of the partner that offers."


class PartnerSite(Aggregate, store="referrals"):
    class Added(InitialEvent):
        partner_id: UUID
        uf: UF
        municipality_ibge7: str
        zone: str
        premises: Premises

    class Changed(Event):
        partner_id: UUID
        premises: Premises

    class Closed(Event):
        partner_id: UUID
        effective_on: date
        uf: UF | None = None
        need_domains: tuple[NeedDomain, ...] = ()
        suspended: int = 0

    @event(Added)
    def __init__(self, partner_id: UUID, uf: UF, municipality_ibge7: str, zone: str, premises: Premises) -> None:
        self.partner_id, self.premises = partner_id, premises
        self.uf, self.municipality_ibge7, self.zone = uf, municipality_ibge7, zone
        self.closed_on: date | None = None

    @classmethod
    def add(cls, partner: Partner, uf: UF, municipality_ibge7: str, zone: str, premises: Premises) -> PartnerSite:
        """A place of a partner, also of a prospect. Raises PartnerClosed, OpeningHoursContradict, NamesSomebody."""
        partner.refuse_if_closed()
        premises.refuse_contradiction()
        return cls(partner_id=partner.id, uf=uf, municipality_ibge7=municipality_ibge7, zone=zone, premises=premises)

    @property
    def today(self) -> date:
        return happening().astimezone(ZoneInfo(self.zone)).date()

    def change(self, premises: Premises) -> None:
        """In the place of what was said before; a site that moves is another one."""
        self.refuse_if_closed()
        premises.refuse_contradiction()
        self.trigger_event(self.Changed, partner_id=self.partner_id, premises=premises)

    @event(Changed)
    def _changed(self, premises: Premises) -> None:
        self.premises = premises

    def closing_day(self, effective_on: date | None = None) -> date:
        """Today or some days ago. Raises SiteClosed, ClosingNotYet."""
        self.refuse_if_closed()
        day = effective_on or self.today
        if day > self.today:
            raise ClosingNotYet
        return day

    def close(
        self, effective_on: date | None = None, need_domains: tuple[NeedDomain, ...] = (), suspended: int = 0
    ) -> None:
        """It ends for good with so many people inside, who need another place for these needs (PL12)."""
        day = self.closing_day(effective_on)
        self.trigger_event(
            self.Closed, partner_id=self.partner_id, effective_on=day, uf=self.uf, need_domains=need_domains,
            suspended=suspended,
        )  # fmt: skip

    @event(Closed)
    def _closed(self, effective_on: date) -> None:
        self.closed_on = effective_on

    def refuse_if_closed(self) -> None:
        if self.closed_on is not None:
            raise SiteClosed

    def refuse_unless_of(self, partner: Partner) -> None:
        """Raises SiteOfAnotherPartner, SiteClosed."""
        if self.partner_id != partner.id:
            raise SiteOfAnotherPartner
        self.refuse_if_closed()
