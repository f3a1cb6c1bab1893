"""Where an offer stands: open, paused or withdrawn, under which terms, and what each of them refuses."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import PauseReason
from contracts.vocabulary.rights import DataClass
from services.referrals.network.domain import offer_refusals as refusals
from services.referrals.network.domain.offer_places import Places
from services.referrals.network.domain.offer_terms import Terms
from services.referrals.network.domain.partner import Partner

# Offers of the first form have no zone; nothing of theirs hangs on a day.
NOWHERE = "UTC"


class OfferStatus(StrEnum):
    PUBLISHED = "published"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


class OfferStanding(Places):
    """Decisions of a ServiceOffer on whom it takes and whether it takes anybody."""

    partner_id: UUID
    uf: UF
    municipality_ibge7: str
    need_domains: tuple[NeedDomain, ...]
    status: OfferStatus
    Changed: Any
    Paused: Any
    Resumed: Any
    Withdrawn: Any

    def change(
        self, partner: Partner, need_domains: tuple[NeedDomain, ...], data_needed: tuple[DataClass, ...], terms: Terms
    ) -> None:
        """From now on; who was taken stays. Raises OfferWithdrawn, AgesContradict, OfferNoLongerValid."""
        self._refuse_if_withdrawn()
        terms.refuse_contradiction(self.today)
        zone = partner.zone if self.zone == NOWHERE else self.zone
        self.trigger_event(
            self.Changed, partner_id=self.partner_id, uf=self.uf, municipality_ibge7=self.municipality_ibge7,
            need_domains=need_domains, data_needed=data_needed, terms=terms, zone=zone,
            taken=self.taken_under(terms), counts_until=terms.counts_until(self.today),
        )  # fmt: skip

    def update_capacity(self, slots: int) -> None:
        """Raises OfferWithdrawn, CapacityBelowUse."""
        self._refuse_if_withdrawn()
        self.change_slots(slots)

    def pause(self, reason: PauseReason = PauseReason.PARTNER_CHOICE) -> None:
        """Take nobody new for a while; places taken stay taken."""
        if self.status != OfferStatus.PUBLISHED:
            raise refusals.OfferNotOpen
        self.trigger_event(self.Paused, partner_id=self.partner_id, reason=reason)

    def resume(self, partner: Partner) -> None:
        """Take people again, as long as the partner may still offer."""
        self._refuse_if_withdrawn()
        if self.status != OfferStatus.PAUSED:
            raise refusals.OfferNotPaused
        partner.refuse_unless_offering()
        self.trigger_event(self.Resumed, partner_id=self.partner_id)

    def withdraw(self) -> None:
        self._refuse_if_withdrawn()
        self.trigger_event(self.Withdrawn, partner_id=self.partner_id)

    def refuse_unless_serving(self, need_domain: NeedDomain) -> None:
        """Raises the refusal that keeps this offer from taking somebody with this need (R2)."""
        if self.status != OfferStatus.PUBLISHED:
            raise refusals.OfferNotOpen
        self.terms.refuse_after_the_end(self.today)
        if need_domain not in self.need_domains:
            raise refusals.OfferDoesNotServeNeed

    def _refuse_if_withdrawn(self) -> None:
        if self.status == OfferStatus.WITHDRAWN:
            raise refusals.OfferWithdrawn
