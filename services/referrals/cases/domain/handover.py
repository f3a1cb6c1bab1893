"""Handover: that the office spoke with the partner for the person, before she came or with her; one per referral."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.vocabulary.meetings import HandoverContact, HandoverManner
from contracts.vocabulary.network import ReferralMode
from infra.kernel import Aggregate, DomainError, InitialEvent, derived_id, event
from services.referrals.cases.domain import standing
from services.referrals.cases.domain.referral import Referral

NAMESPACE = UUID("c6a4e1d7-8f0b-4f58-9a53-0d6e7b2f4a19")
# In these the office promises the person that somebody there expects her.
WARM = (ReferralMode.WARM_HANDOVER, ReferralMode.ACCOMPANIED)


class ModeNotWarm(DomainError):
    code = "referrals.mode-not-warm"
    detail = "This referral was sent in a mode without a hand-over."
    fix = "Nothing is left to do; send the next one as warm_handover or accompanied."


class HandoverAlreadyMade(DomainError):
    code = "referrals.handover-already-made"
    detail = "The hand-over was recorded before."
    fix = "Nothing is left to do."


class Handover(Aggregate, store="referrals"):
    class Made(InitialEvent):
        """Who spoke stands in the metadata; of the other side the role alone, and no word that was said."""

        referral_id: UUID
        person_id: UUID
        partner_id: UUID
        manner: HandoverManner
        contact: HandoverContact

    @staticmethod
    def create_id(referral_id: UUID, **_: object) -> UUID:
        """Found by the referral."""
        return derived_id(NAMESPACE, referral_id.hex)

    @event(Made)
    def __init__(
        self, referral_id: UUID, person_id: UUID, partner_id: UUID, manner: HandoverManner, contact: HandoverContact
    ) -> None:
        self.referral_id, self.person_id, self.partner_id = referral_id, person_id, partner_id
        self.manner, self.contact = manner, contact

    @property
    def made_at(self) -> datetime:
        """When they spoke, not when it was recorded."""
        return self.created_on

    @classmethod
    def make(cls, referral: Referral, manner: HandoverManner, contact: HandoverContact) -> Handover:
        """Of a referral that is open. Raises ReferralNotSent, ReferralSuspended, ReferralOver, ModeNotWarm."""
        standing.refuse_unless_live(referral.status)
        if referral.mode not in WARM:
            raise ModeNotWarm
        matter = referral.sent_matter
        return cls(
            referral_id=referral.id,
            person_id=matter.person_id,
            partner_id=matter.partner_id,
            manner=manner,
            contact=contact,
        )
