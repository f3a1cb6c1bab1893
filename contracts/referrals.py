"""What referrals tells the network: partners, offers, and the way of a person's referral in ids and codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import (
    UF,
    CancelledBy,
    DeclineReason,
    InterruptionReason,
    OrganisationType,
    ReferralMode,
    ReferralOutcome,
    SuspensionReason,
    Urgency,
)


class PartnerActivated(Contract, type="referrals.partner.activated"):
    """The network works with this organisation from now on."""

    partner_id: UUID
    org_type: OrganisationType
    uf: UF
    municipality_ibge7: str


class PartnerSuspended(Contract, type="referrals.partner.suspended"):
    """Nobody new is sent there for now."""

    partner_id: UUID
    org_type: OrganisationType
    uf: UF
    municipality_ibge7: str


class PartnerClosed(Contract, type="referrals.partner.closed"):
    """It has ended for good: whom it served needs another place, and what it was shown is recalled (PL12).

    `suspended` referrals were open there, for these needs.
    """

    partner_id: UUID
    org_type: OrganisationType
    uf: UF
    municipality_ibge7: str
    effective_on: date
    need_domains: tuple[NeedDomain, ...] = ()
    suspended: int = 0


class AgreementExpired(Contract, type="referrals.partner.agreement-expired"):
    """Without another one in force nobody new is sent there; what is under way goes on (PL13)."""

    partner_id: UUID
    agreement_id: UUID
    another_in_force: bool


class OfferPublished(Contract, type="referrals.service-offer.published"):
    """A partner serves these needs, for so many people at a time."""

    offer_id: UUID
    partner_id: UUID
    need_domains: tuple[NeedDomain, ...]
    slots: int
    uf: UF
    municipality_ibge7: str


class OfferChanged(Contract, type="referrals.service-offer.changed"):
    """From now on it serves these needs."""

    offer_id: UUID
    partner_id: UUID
    need_domains: tuple[NeedDomain, ...]
    uf: UF
    municipality_ibge7: str


class SiteClosed(Contract, type="referrals.partner-site.closed"):
    """One place of a partner has ended for good: whom it served there needs another one (PL12)."""

    site_id: UUID
    partner_id: UUID
    effective_on: date
    uf: UF | None = None
    need_domains: tuple[NeedDomain, ...] = ()
    suspended: int = 0


class OfferWithdrawn(Contract, type="referrals.service-offer.withdrawn"):
    offer_id: UUID
    partner_id: UUID


@dataclass(frozen=True, kw_only=True)
class AboutReferral:
    """What every contract of a referral says: who (a pseudonym), from where, to whom, for what, how urgent."""

    referral_id: UUID
    person_id: UUID
    office_id: UUID
    partner_id: UUID
    need_domain: NeedDomain
    urgency: Urgency


class ReferralSent(AboutReferral, Contract, type="referrals.referral.sent"):
    """A partner is asked to serve a person, and answers by `response_due_at`."""

    offer_id: UUID
    mode: ReferralMode
    grant_id: UUID | None
    response_due_at: datetime


class ReferralReceived(AboutReferral, Contract, type="referrals.referral.received"):
    """The partner has seen it."""


class ReferralAccepted(AboutReferral, Contract, type="referrals.referral.accepted"):
    """The partner keeps a place; `in_time` says whether it answered by its due instant."""

    in_time: bool


class ReferralDeclined(AboutReferral, Contract, type="referrals.referral.declined"):
    reason: DeclineReason
    in_time: bool


class ReferralWaitlisted(AboutReferral, Contract, type="referrals.referral.waitlisted"):
    """The partner takes the person as soon as a place is free; `in_time` as for an acceptance."""

    in_time: bool


class AppointmentScheduled(AboutReferral, Contract, type="referrals.referral.appointment-scheduled"):
    number: int
    at: datetime


class AppointmentAttended(AboutReferral, Contract, type="referrals.referral.appointment-attended"):
    """The person came. That somebody did not come is told to nobody (R3)."""

    number: int


class ReferralCompleted(AboutReferral, Contract, type="referrals.referral.completed"):
    outcome: ReferralOutcome


class ReferralInterrupted(AboutReferral, Contract, type="referrals.referral.interrupted"):
    """It stopped before its end; the reason counts against nobody."""

    reason: InterruptionReason


class ReferralExpired(AboutReferral, Contract, type="referrals.referral.expired"):
    """The office gave up waiting: no partner answered. In statistics it is `partner_no_reply`."""


class PartnerDiscriminationReported(Contract, type="referrals.referral.partner-discrimination-reported"):
    """Somebody was treated worse at a partner for who she is. Who it was is not told."""

    partner_id: UUID
    need_domain: NeedDomain


class ReferralCancelled(AboutReferral, Contract, type="referrals.referral.cancelled"):
    by: CancelledBy


class ReferralSuspended(AboutReferral, Contract, type="referrals.referral.suspended"):
    """Nothing more happens under a consent that is gone; `counts_as` is its outcome in statistics (X01)."""

    reason: SuspensionReason
    counts_as: ReferralOutcome


class SharedDataRecallSent(AboutReferral, Contract, type="referrals.referral.shared-data-recall-sent"):
    """The partner is told to delete what it was shown, and to confirm it by `confirm_by`."""

    confirm_by: datetime


class SharedDataRecallConfirmed(AboutReferral, Contract, type="referrals.referral.shared-data-recall-confirmed"):
    in_time: bool


class ErasureAnswered(Contract, type="referrals.erasure-answer.given", dismissible=False):
    """How many referrals of a person are open, as intake asked for the `number`th time."""

    request_id: UUID
    number: int
    open_records: int


class PersonErased(Contract, type="referrals.erasure.erasure-verified", dismissible=False):
    """This store has erased what it had of a person and found nothing left: keys destroyed, rows taken out."""

    request_id: UUID
    keys: int
    rows: int
