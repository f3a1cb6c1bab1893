"""Office: a Social Office, managed jointly by the judiciary and an executive power (Res. CNJ 307/2019)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeChannel, OfficeLevel, OfficeStatus, Power, TeamRole
from infra.kernel import Aggregate, Event, InitialEvent, event
from services.intake.people.domain.office_offer import Channel, Hours, Offer, Practice, Visit
from services.intake.people.domain.office_refusals import (
    ManagingPartyAlreadyNamed,
    OfficeAlreadyOpen,
    OfficeNeedsBothPowers,
    OfficeStatusDiffers,
    ReceivingOfficeDoesNotServe,
    ReceivingOfficeMissing,
)

PREPARED = (OfficeStatus.PLANNED, OfficeStatus.AGREED, OfficeStatus.INSTALLING)


class Office(Offer, Aggregate, store="intake"):
    snapshot_version = 2

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

    class StatusChanged(Event):
        """Beside what is done at the step. `receiving_office_id`: who takes over from an office that closes."""

        from_status: OfficeStatus
        to_status: OfficeStatus
        receiving_office_id: UUID | None

    class Suspended(Event):
        """Nobody is received until it resumes; what is under way goes on."""

    class Resumed(Event):
        pass

    class Closed(Event):
        receiving_office_id: UUID | None

    class ChannelOffered(Event):
        channel: OfficeChannel
        hours: tuple[Hours, ...]
        accessible: bool

    class ChannelWithdrawn(Event):
        channel: OfficeChannel

    class TeamJoined(Event):
        professional: str
        role: TeamRole

    class TeamLeft(Event):
        professional: str
        role: TeamRole

    class MethodologyAdopted(Event):
        practice: Practice

    class MobileUnitScheduled(Event):
        visit: Visit

    class MobileUnitCancelled(Event):
        visit_id: UUID

    @event(Registered)
    def __init__(self, name: str, level: OfficeLevel, uf: UF, municipality_ibge7: str, zone: str) -> None:
        self.name, self.level, self.uf = name, level, uf
        self.municipality_ibge7, self.zone = municipality_ibge7, zone
        self.managing_parties: dict[UUID, Power] = {}
        self.status = OfficeStatus.PLANNED
        self.receiving_office_id: UUID | None = None
        self.channels: dict[OfficeChannel, Channel] = {}
        self.team: set[tuple[str, TeamRole]] = set()
        self.practices: dict[str, Practice] = {}
        self.visits: dict[UUID, Visit] = {}

    def add_managing_party(self, org_id: UUID, power: Power) -> None:
        """Raises ManagingPartyAlreadyNamed."""
        if org_id in self.managing_parties:
            raise ManagingPartyAlreadyNamed
        self.trigger_event(self.ManagingPartyAdded, org_id=org_id, power=power)

    @event(ManagingPartyAdded)
    def _managing_party_added(self, org_id: UUID, power: Power) -> None:
        self.managing_parties[org_id] = power

    def agree(self) -> None:
        """The powers have signed. Raises OfficeStatusDiffers."""
        self._refuse_unless(OfficeStatus.PLANNED)
        self._go_to(OfficeStatus.AGREED)

    def install(self) -> None:
        """Rooms and team are being made ready. Raises OfficeStatusDiffers."""
        self._refuse_unless(OfficeStatus.AGREED)
        self._go_to(OfficeStatus.INSTALLING)

    def open(self) -> None:
        """Serve people from now on. Joint management is a condition (rows A001 ff., P3, P7).

        Raises OfficeAlreadyOpen, OfficeStatusDiffers, OfficeNeedsBothPowers.
        """
        if self.status is OfficeStatus.OPEN:
            raise OfficeAlreadyOpen
        self._refuse_unless(*PREPARED)
        powers = set(self.managing_parties.values())
        if Power.JUDICIARY not in powers or not powers & {Power.STATE_EXECUTIVE, Power.MUNICIPAL_EXECUTIVE}:
            raise OfficeNeedsBothPowers
        before = self.status
        self.trigger_event(
            self.Opened, level=self.level, uf=self.uf, municipality_ibge7=self.municipality_ibge7, zone=self.zone
        )
        self._go_to(OfficeStatus.OPEN, before)

    @event(Opened)
    def _opened(self) -> None:
        self.status = OfficeStatus.OPEN

    def suspend(self) -> None:
        """Raises OfficeStatusDiffers."""
        self._refuse_unless(OfficeStatus.OPEN)
        self.trigger_event(self.Suspended)
        self._go_to(OfficeStatus.SUSPENDED)

    def resume(self) -> None:
        """Raises OfficeStatusDiffers."""
        self._refuse_unless(OfficeStatus.SUSPENDED)
        self.trigger_event(self.Resumed)
        self._go_to(OfficeStatus.OPEN)

    def begin_closing(self, receiving: Office | None, open_records: int) -> None:
        """From here on the people of this office are transferred, each with consent (X12).

        `open_records`: its plans, receptions and cases that are under way; while there are any, another open office
        receives them. Raises OfficeStatusDiffers, ReceivingOfficeMissing, ReceivingOfficeDoesNotServe.
        """
        self._refuse_unless(OfficeStatus.OPEN, OfficeStatus.SUSPENDED)
        if receiving is None and open_records:
            raise ReceivingOfficeMissing
        if receiving is not None and (receiving.id == self.id or receiving.status is not OfficeStatus.OPEN):
            raise ReceivingOfficeDoesNotServe
        self._go_to(OfficeStatus.CLOSING, receiving_office_id=receiving.id if receiving else None)

    def close(self, open_records: int) -> None:
        """Raises OfficeStatusDiffers; ReceivingOfficeMissing for what was opened after the closing began."""
        self._refuse_unless(OfficeStatus.CLOSING)
        if self.receiving_office_id is None and open_records:
            raise ReceivingOfficeMissing
        self.trigger_event(self.Closed, receiving_office_id=self.receiving_office_id)
        self._go_to(OfficeStatus.CLOSED, receiving_office_id=self.receiving_office_id)

    @event(StatusChanged)
    def _status_changed(self, to_status: OfficeStatus, receiving_office_id: UUID | None) -> None:
        self.status, self.receiving_office_id = to_status, receiving_office_id

    @event(ChannelOffered)
    def _channel_offered(self, channel: OfficeChannel, hours: tuple[Hours, ...], accessible: bool) -> None:
        self.channels[channel] = Channel(channel, hours, accessible)

    @event(ChannelWithdrawn)
    def _channel_withdrawn(self, channel: OfficeChannel) -> None:
        del self.channels[channel]

    @event(TeamJoined)
    def _team_joined(self, professional: str, role: TeamRole) -> None:
        self.team.add((professional, role))

    @event(TeamLeft)
    def _team_left(self, professional: str, role: TeamRole) -> None:
        self.team.remove((professional, role))

    @event(MethodologyAdopted)
    def _methodology_adopted(self, practice: Practice) -> None:
        self.practices[practice.methodology] = practice

    @event(MobileUnitScheduled)
    def _mobile_unit_scheduled(self, visit: Visit) -> None:
        self.visits[visit.visit_id] = visit

    @event(MobileUnitCancelled)
    def _mobile_unit_cancelled(self, visit_id: UUID) -> None:
        del self.visits[visit_id]

    def _refuse_unless(self, *statuses: OfficeStatus) -> None:
        if self.status not in statuses:
            raise OfficeStatusDiffers

    def _go_to(self, status: OfficeStatus, before: OfficeStatus | None = None, **more: Any) -> None:
        said = {"receiving_office_id": None, **more}
        self.trigger_event(self.StatusChanged, from_status=before or self.status, to_status=status, **said)
