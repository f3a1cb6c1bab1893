"""Service offer: what a partner does for people, for how many, and the least it must know of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import PauseReason
from contracts.vocabulary.rights import DataClass
from infra.kernel import Aggregate, Event, InitialEvent, event
from services.referrals.network.domain.offer_standing import NOWHERE, OfferStanding, OfferStatus
from services.referrals.network.domain.offer_terms import PLAIN, Terms
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import PartnerSite


class ServiceOffer(OfferStanding, Aggregate, store="referrals"):
    snapshot_version = 2

    class Published(InitialEvent):
        partner_id: UUID
        need_domains: tuple[NeedDomain, ...]
        data_needed: tuple[DataClass, ...]
        slots: int
        uf: UF
        municipality_ibge7: str
        site_id: UUID | None = None
        zone: str = NOWHERE
        terms: Terms = PLAIN

    class Changed(Event):
        """`taken`: places as the new terms count them, until `counts_until`."""

        partner_id: UUID
        uf: UF
        municipality_ibge7: str
        need_domains: tuple[NeedDomain, ...]
        data_needed: tuple[DataClass, ...]
        terms: Terms
        zone: str
        taken: int
        counts_until: date | None

    class CapacityUpdated(Event):
        slots: int

    class Paused(Event):
        partner_id: UUID
        reason: PauseReason = PauseReason.PARTNER_CHOICE

    class Resumed(Event):
        partner_id: UUID

    class Withdrawn(Event):
        partner_id: UUID

    class SlotHeld(Event):
        """`taken` is how many places are taken from now on."""

        referral_id: UUID
        taken: int
        counts_until: date | None = None

    class SlotReleased(Event):
        referral_id: UUID
        taken: int
        served: bool = False

    class Waitlisted(Event):
        """`waiting` is how many wait from now on."""

        referral_id: UUID
        waiting: int

    class LeftWaitingList(Event):
        referral_id: UUID
        waiting: int

    @event(Published)
    def __init__(
        self,
        partner_id: UUID,
        need_domains: tuple[NeedDomain, ...],
        data_needed: tuple[DataClass, ...],
        slots: int,
        uf: UF,
        municipality_ibge7: str,
        site_id: UUID | None = None,
        zone: str = NOWHERE,
        terms: Terms = PLAIN,
    ) -> None:
        self.partner_id, self.site_id = partner_id, site_id
        self.uf, self.municipality_ibge7, self.zone = uf, municipality_ibge7, zone
        self.need_domains, self.data_needed, self.terms = need_domains, data_needed, terms
        self.slots = slots
        self.held: set[UUID] = set()
        self.spent: dict[UUID, date] = {}
        self.waiting: list[UUID] = []
        self.status = OfferStatus.PUBLISHED
        self.pause_reason: PauseReason | None = None

    @classmethod
    def publish(
        cls,
        partner: Partner,
        need_domains: tuple[NeedDomain, ...],
        data_needed: tuple[DataClass, ...],
        slots: int,
        terms: Terms = PLAIN,
        site: PartnerSite | None = None,
    ) -> ServiceOffer:
        """A new offer of an active partner, at one of its sites or where the partner is.

        Raises PartnerNotActive, AgreementExpired, SiteOfAnotherPartner, SiteClosed, AgesContradict, OfferNoLongerValid.
        """
        partner.refuse_unless_offering()
        if site is not None:
            site.refuse_unless_of(partner)
        place = site or partner
        terms.refuse_contradiction(place.today)
        return cls(
            partner_id=partner.id, need_domains=need_domains, data_needed=data_needed, slots=slots, uf=place.uf,
            municipality_ibge7=place.municipality_ibge7, site_id=site.id if site else None, zone=place.zone,
            terms=terms,
        )  # fmt: skip

    @event(Changed)
    def _changed(
        self, need_domains: tuple[NeedDomain, ...], data_needed: tuple[DataClass, ...], terms: Terms, zone: str
    ) -> None:
        self.need_domains, self.data_needed, self.terms, self.zone = need_domains, data_needed, terms, zone

    @event(CapacityUpdated)
    def _capacity_updated(self, slots: int) -> None:
        self.slots = slots

    @event(Paused)
    def _paused(self, reason: PauseReason) -> None:
        self.status, self.pause_reason = OfferStatus.PAUSED, reason

    @event(Resumed)
    def _resumed(self) -> None:
        self.status, self.pause_reason = OfferStatus.PUBLISHED, None

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.status = OfferStatus.WITHDRAWN

    @event(SlotHeld)
    def _slot_held(self, referral_id: UUID, counts_until: date | None) -> None:
        self.held.add(referral_id)
        if counts_until is not None:
            self.spent = {**without(self.spent, counts_until), referral_id: counts_until}

    @event(SlotReleased)
    def _slot_released(self, referral_id: UUID, served: bool) -> None:
        self.held.discard(referral_id)
        if not served:
            self.spent.pop(referral_id, None)

    @event(Waitlisted)
    def _waitlisted(self, referral_id: UUID) -> None:
        self.waiting.append(referral_id)

    @event(LeftWaitingList)
    def _left_waiting_list(self, referral_id: UUID) -> None:
        self.waiting.remove(referral_id)


def without(spent: dict[UUID, date], day: date) -> dict[UUID, date]:
    """What counts no more a year later is forgotten, so that a long stream does not grow for ever."""
    return {referral: until for referral, until in spent.items() if until.year >= day.year - 1}
