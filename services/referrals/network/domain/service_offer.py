"""Service offer: what a partner does for people, for how many at a time, and the least it must know of them."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import DataClass
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event
from services.referrals.network.domain.partner import Partner


class OfferNotOpen(DomainError):
    code = "referrals.offer-not-open"
    detail = "The offer is paused or withdrawn and takes nobody."
    fix = "Choose another offer."


class OfferWithdrawn(DomainError):
    code = "referrals.offer-withdrawn"
    detail = "The offer was withdrawn for good."
    fix = "Publish a new offer."


class OfferNotPaused(DomainError):
    code = "referrals.offer-not-paused"
    detail = "The offer is not paused."
    fix = "Nothing is left to do."


class OfferDoesNotServeNeed(DomainError):
    code = "referrals.offer-does-not-serve-need"
    detail = "The offer does not serve this need."
    fix = "Choose an offer of the need's domain."


class NoSlotFree(DomainError):
    code = "referrals.no-slot-free"
    detail = "All places of the offer are taken."
    fix = "Decline for want of capacity, or raise the offer's capacity first."


class CapacityBelowUse(DomainError):
    code = "referrals.capacity-below-use"
    detail = "More places are taken than the new capacity has."
    fix = "Name at least as many places as are taken."


class OfferStatus(StrEnum):
    PUBLISHED = "published"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


class ServiceOffer(Aggregate, store="referrals"):
    class Published(InitialEvent):
        partner_id: UUID
        need_domains: tuple[NeedDomain, ...]
        data_needed: tuple[DataClass, ...]
        slots: int
        uf: UF
        municipality_ibge7: str

    class CapacityUpdated(Event):
        slots: int

    class Paused(Event):
        partner_id: UUID

    class Resumed(Event):
        partner_id: UUID

    class Withdrawn(Event):
        partner_id: UUID

    class SlotHeld(Event):
        """`taken` is how many places are taken from now on."""

        referral_id: UUID
        taken: int

    class SlotReleased(Event):
        referral_id: UUID
        taken: int

    @event(Published)
    def __init__(
        self,
        partner_id: UUID,
        need_domains: tuple[NeedDomain, ...],
        data_needed: tuple[DataClass, ...],
        slots: int,
        uf: UF,
        municipality_ibge7: str,
    ) -> None:
        self.partner_id = partner_id
        self.uf, self.municipality_ibge7 = uf, municipality_ibge7
        self.need_domains, self.data_needed = need_domains, data_needed
        self.slots = slots
        self.held: set[UUID] = set()
        self.status = OfferStatus.PUBLISHED

    @property
    def free(self) -> int:
        return self.slots - len(self.held)

    @classmethod
    def publish(
        cls, partner: Partner, need_domains: tuple[NeedDomain, ...], data_needed: tuple[DataClass, ...], slots: int
    ) -> ServiceOffer:
        """A new offer of an active partner."""
        partner.refuse_unless_offering()
        return cls(
            partner_id=partner.id,
            need_domains=need_domains,
            data_needed=data_needed,
            slots=slots,
            uf=partner.uf,
            municipality_ibge7=partner.municipality_ibge7,
        )

    def update_capacity(self, slots: int) -> None:
        self._refuse_if_withdrawn()
        if slots < len(self.held):
            raise CapacityBelowUse
        self.trigger_event(self.CapacityUpdated, slots=slots)

    @event(CapacityUpdated)
    def _capacity_updated(self, slots: int) -> None:
        self.slots = slots

    def pause(self) -> None:
        """Take nobody new for a while; places taken stay taken."""
        if self.status != OfferStatus.PUBLISHED:
            raise OfferNotOpen
        self.trigger_event(self.Paused, partner_id=self.partner_id)

    @event(Paused)
    def _paused(self) -> None:
        self.status = OfferStatus.PAUSED

    def resume(self, partner: Partner) -> None:
        """Take people again, as long as the partner may still offer."""
        self._refuse_if_withdrawn()
        if self.status != OfferStatus.PAUSED:
            raise OfferNotPaused
        partner.refuse_unless_offering()
        self.trigger_event(self.Resumed, partner_id=self.partner_id)

    @event(Resumed)
    def _resumed(self) -> None:
        self.status = OfferStatus.PUBLISHED

    def withdraw(self) -> None:
        self._refuse_if_withdrawn()
        self.trigger_event(self.Withdrawn, partner_id=self.partner_id)

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.status = OfferStatus.WITHDRAWN

    def refuse_unless_serving(self, need_domain: NeedDomain) -> None:
        """Raises the refusal that keeps this offer from taking somebody with this need (R2)."""
        if self.status != OfferStatus.PUBLISHED:
            raise OfferNotOpen
        if need_domain not in self.need_domains:
            raise OfferDoesNotServeNeed

    def hold_slot(self, referral_id: UUID) -> None:
        """Keep a place for a referral. Two at once meet as a version conflict, so that none is given twice."""
        if referral_id in self.held:
            return
        if len(self.held) >= self.slots:
            raise NoSlotFree
        self.trigger_event(self.SlotHeld, referral_id=referral_id, taken=len(self.held) + 1)

    @event(SlotHeld)
    def _slot_held(self, referral_id: UUID) -> None:
        self.held.add(referral_id)

    def release_slot(self, referral_id: UUID) -> None:
        """Give the place of a referral back; does nothing when it holds none."""
        if referral_id in self.held:
            self.trigger_event(self.SlotReleased, referral_id=referral_id, taken=len(self.held) - 1)

    @event(SlotReleased)
    def _slot_released(self, referral_id: UUID) -> None:
        self.held.discard(referral_id)

    def _refuse_if_withdrawn(self) -> None:
        if self.status == OfferStatus.WITHDRAWN:
            raise OfferWithdrawn
