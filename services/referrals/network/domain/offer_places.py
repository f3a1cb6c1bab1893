"""The places of an offer: held while a referral is open, given back on every way out, and who waits for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from infra.kernel import happening
from services.referrals.network.domain.offer_refusals import CapacityBelowUse, NoSlotFree, NoWaitingList
from services.referrals.network.domain.offer_terms import Terms


class Places:
    """Decisions of a ServiceOffer on who has a place.

    At a time, a place is taken while its referral is open. In a period, it is used up with the acceptance until the
    period's last day, unless the referral ends without a service.
    """

    slots: int
    terms: Terms
    zone: str
    held: set[UUID]
    spent: dict[UUID, date]
    waiting: list[UUID]
    trigger_event: Callable[..., None]
    CapacityUpdated: Any
    SlotHeld: Any
    SlotReleased: Any
    Waitlisted: Any
    LeftWaitingList: Any

    @property
    def today(self) -> date:
        return happening().astimezone(ZoneInfo(self.zone)).date()

    @property
    def taken(self) -> int:
        return self.taken_under(self.terms)

    @property
    def free(self) -> int:
        return max(self.slots - self.taken, 0)

    def taken_under(self, terms: Terms) -> int:
        """How many places count as taken today, by the period of these terms."""
        if terms.counts_until(self.today) is None:
            return len(self.held)
        return sum(1 for day in self.spent.values() if day >= self.today)

    def change_slots(self, slots: int) -> None:
        """Raises CapacityBelowUse."""
        if slots < self.taken:
            raise CapacityBelowUse
        self.trigger_event(self.CapacityUpdated, slots=slots)

    def hold_slot(self, referral_id: UUID) -> None:
        """Keep a place for a referral. Two at once meet as a version conflict, so that none is given twice.

        Raises NoSlotFree.
        """
        if referral_id in self.held:
            return
        taken, until = self.taken, self.terms.counts_until(self.today)
        if taken >= self.slots:
            raise NoSlotFree
        self.trigger_event(self.SlotHeld, referral_id=referral_id, taken=taken + 1, counts_until=until)
        self.leave_waiting_list(referral_id)

    def release_slot(self, referral_id: UUID, served: bool = False) -> None:
        """Give back the place that a referral holds or waits for; does nothing when there is none.

        `served`: within a period a place that was made use of stays used up.
        """
        if referral_id in self.held:
            self.trigger_event(
                self.SlotReleased,
                referral_id=referral_id,
                taken=self._taken_without(referral_id, served),
                served=served,
            )
        self.leave_waiting_list(referral_id)

    def join_waiting_list(self, referral_id: UUID) -> None:
        """Behind all who wait already; does nothing the second time. Raises NoWaitingList."""
        if not self.terms.waiting_list:
            raise NoWaitingList
        if referral_id not in (*self.waiting, *self.held):
            self.trigger_event(self.Waitlisted, referral_id=referral_id, waiting=len(self.waiting) + 1)

    def leave_waiting_list(self, referral_id: UUID) -> None:
        """Does nothing when it is not on the list."""
        if referral_id in self.waiting:
            self.trigger_event(self.LeftWaitingList, referral_id=referral_id, waiting=len(self.waiting) - 1)

    def _taken_without(self, referral_id: UUID, served: bool) -> int:
        if self.terms.counts_until(self.today) is None:
            return self.taken - 1
        counted = self.spent.get(referral_id, date.min) >= self.today
        return self.taken - int(counted and not served)
