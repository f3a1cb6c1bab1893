"""What an offer refuses, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError


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


class OfferNoLongerValid(DomainError):
    code = "referrals.offer-no-longer-valid"
    detail = "The last day of the offer is over, and it takes nobody."
    fix = "Choose another offer, or ask its partner to offer it for longer."


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


class AgesContradict(DomainError):
    code = "referrals.ages-contradict"
    detail = "The youngest age that an offer serves is not above the oldest."
    fix = "Correct the ages."


class NoWaitingList(DomainError):
    code = "referrals.no-waiting-list"
    detail = "The offer keeps no waiting list."
    fix = "Choose another offer, or let the partner open a list."
