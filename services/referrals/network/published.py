"""What the network tells the other services: private event in, contract out."""

from __future__ import annotations

from contracts import referrals as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.service_offer import ServiceOffer


@publishes(Partner.Activated)
def partner_activated(event: Partner.Activated, metadata: Metadata) -> out.PartnerActivated:
    return out.PartnerActivated(
        partner_id=event.originator_id,
        org_type=event.org_type,
        uf=event.uf,
        municipality_ibge7=event.municipality_ibge7,
    )


@publishes(Partner.Suspended)
def partner_suspended(event: Partner.Suspended, metadata: Metadata) -> out.PartnerSuspended:
    return out.PartnerSuspended(
        partner_id=event.originator_id,
        org_type=event.org_type,
        uf=event.uf,
        municipality_ibge7=event.municipality_ibge7,
    )


@publishes(Partner.Closed)
def partner_closed(event: Partner.Closed, metadata: Metadata) -> out.PartnerClosed:
    return out.PartnerClosed(
        partner_id=event.originator_id,
        org_type=event.org_type,
        uf=event.uf,
        municipality_ibge7=event.municipality_ibge7,
        effective_on=event.effective_on,
        need_domains=event.need_domains,
        suspended=event.suspended,
    )


@publishes(Partner.AgreementExpired)
def agreement_expired(event: Partner.AgreementExpired, metadata: Metadata) -> out.AgreementExpired:
    return out.AgreementExpired(
        partner_id=event.originator_id, agreement_id=event.agreement_id, another_in_force=event.another_in_force
    )


@publishes(ServiceOffer.Published)
def offer_published(event: ServiceOffer.Published, metadata: Metadata) -> out.OfferPublished:
    return out.OfferPublished(
        offer_id=event.originator_id,
        partner_id=event.partner_id,
        need_domains=event.need_domains,
        slots=event.slots,
        uf=event.uf,
        municipality_ibge7=event.municipality_ibge7,
    )


@publishes(ServiceOffer.Changed)
def offer_changed(event: ServiceOffer.Changed, metadata: Metadata) -> out.OfferChanged:
    return out.OfferChanged(
        offer_id=event.originator_id,
        partner_id=event.partner_id,
        need_domains=event.need_domains,
        uf=event.uf,
        municipality_ibge7=event.municipality_ibge7,
    )


@publishes(PartnerSite.Closed)
def site_closed(event: PartnerSite.Closed, metadata: Metadata) -> out.SiteClosed:
    return out.SiteClosed(
        site_id=event.originator_id,
        partner_id=event.partner_id,
        effective_on=event.effective_on,
        uf=event.uf,
        need_domains=event.need_domains,
        suspended=event.suspended,
    )


@publishes(ServiceOffer.Withdrawn)
def offer_withdrawn(event: ServiceOffer.Withdrawn, metadata: Metadata) -> out.OfferWithdrawn:
    return out.OfferWithdrawn(offer_id=event.originator_id, partner_id=event.partner_id)
