"""Office: a Social Office, managed jointly by the judiciary and an executive power (Res. CNJ 307/2019)."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary import UF, OfficeLevel, Power
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event


class OfficeNeedsBothPowers(DomainError):
    code = "intake.office-needs-both-powers"
    detail = "An office opens only under the judiciary and an executive power together."
    fix = "Add the managing party of the missing power first."


class OfficeAlreadyOpen(DomainError):
    code = "intake.office-already-open"
    detail = "The office is already open."
    fix = "Nothing is left to do."


class ManagingPartyAlreadyNamed(DomainError):
    code = "intake.managing-party-already-named"
    detail = "This organisation already manages the office."
    fix = "Name another organisation, or none."


class Office(Aggregate, store="intake"):
    class Registered(InitialEvent):
        name: str
        level: OfficeLevel
        uf: UF
        municipality_ibge7: str
        zone: str

    class ManagingPartyAdded(Event):
        org_id: UUID
        power: Power

    class Opened(Event):
        level: OfficeLevel
        uf: UF
        municipality_ibge7: str
        zone: str

    @event(Registered)
    def __init__(self, name: str, level: OfficeLevel, uf: UF, municipality_ibge7: str, zone: str) -> None:
        self.name, self.level, self.uf = name, level, uf
        self.municipality_ibge7, self.zone = municipality_ibge7, zone
        self.managing_parties: dict[UUID, Power] = {}
        self.status = "planned"

    def add_managing_party(self, org_id: UUID, power: Power) -> None:
        if org_id in self.managing_parties:
            raise ManagingPartyAlreadyNamed
        self.trigger_event(self.ManagingPartyAdded, org_id=org_id, power=power)

    @event(ManagingPartyAdded)
    def _managing_party_added(self, org_id: UUID, power: Power) -> None:
        self.managing_parties[org_id] = power

    def open(self) -> None:
        """Serve people from now on. Joint management is a condition (rows A001 ff., P3, P7)."""
        if self.status == "open":
            raise OfficeAlreadyOpen
        powers = set(self.managing_parties.values())
        if Power.JUDICIARY not in powers or not powers & {Power.STATE_EXECUTIVE, Power.MUNICIPAL_EXECUTIVE}:
            raise OfficeNeedsBothPowers
        self.trigger_event(
            self.Opened, level=self.level, uf=self.uf, municipality_ibge7=self.municipality_ibge7, zone=self.zone
        )

    @event(Opened)
    def _opened(self) -> None:
        self.status = "open"
