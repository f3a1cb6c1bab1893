"""PL12 and PL13: a partner or a site that closes with people inside, and an agreement that ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, SuspensionReason
from infra.deadlines.deadline import deadline, deadline_id
from infra.eventstore.unit_of_work import UnitOfWork
from infra.refusals import StaleVersion
from services.referrals.cases.closing import ClosingApplication
from services.referrals.cases.domain import refusals
from services.referrals.network.domain import partner_refusals as p
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import SiteClosed
from services.referrals.network.domain.place import Address, Premises
from services.referrals.network.expiring import ExpiryApplication
from services.referrals.network.sites import SitesApplication
from services.referrals.work.applications.closing import AtEmployer
from tests.clock import Clock
from tests.unit.referrals.house import GRANT, TODAY, House

PLACE = (UF.AM, "1399991", "America/Manaus")
PREMISES = Premises(Address("Rua das Flores", "12", "Centro"))


class Closings(ClosingApplication):
    """Told what the rows would say."""

    offers: tuple[UUID, ...] = ()
    sites: tuple[UUID, ...] = ()
    referrals: tuple[UUID, ...] = ()
    work: AtEmployer = AtEmployer()

    def offers_of(self, unit: UnitOfWork, partner_id: UUID, site_id: UUID | None = None) -> list[UUID]:
        return list(self.offers)

    def sites_of(self, unit: UnitOfWork, partner_id: UUID) -> list[UUID]:
        return list(self.sites)

    def open_at(self, unit: UnitOfWork, partner_id: UUID, offers: list[UUID]) -> list[UUID]:
        return list(self.referrals)

    def work_at(self, unit: UnitOfWork, partner_id: UUID) -> AtEmployer:
        return self.work


class Expiries(ExpiryApplication):
    offers: tuple[UUID, ...] = ()

    def offers_of(self, unit: UnitOfWork, partner_id: UUID) -> list[UUID]:
        return list(self.offers)


def test_a_partner_closes_with_people_inside(house: House) -> None:
    offer, app = house.offer(slots=3), Closings(house.store)
    app.sites = (SitesApplication(house.store).add_site(offer.partner_id, *PLACE, PREMISES).id,)
    accepted, sent = house.accepted(offer), house.sent(offer)
    app.offers, app.referrals = (offer.id,), (accepted.id, sent.id)
    closing = app.close_partner(offer.partner_id, 3)
    assert (closing.version, closing.suspended) == (4, 2)
    for one in (accepted, sent):
        kept = house.cases.referral(one.id)
        assert (kept.status, kept.suspended_for, kept.outcome) == ("suspended", "partner_closed", "no_capacity")
        assert kept.recall_due_at is not None
    left = house.network.offer(offer.id)
    assert (left.status, left.held) == ("withdrawn", set())
    assert app.site(app.sites[0]).closed_on == TODAY
    told = [name for name in house.told if name in ("partner.closed", "partner-site.closed", "referral.suspended")]
    assert told == ["referral.suspended", "referral.suspended", "partner-site.closed", "partner.closed"]
    about = house.messages[-1]["data"]
    assert (about["need_domains"], about["suspended"]) == (["housing"], 2)


def test_one_site_closes_and_the_partner_goes_on(house: House) -> None:
    app, partner = Closings(house.store), house.active()
    site = SitesApplication(house.store).add_site(partner.id, *PLACE, PREMISES)
    offer = house.offer(partner)
    accepted = house.accepted(offer)
    app.offers, app.referrals = (offer.id,), (accepted.id,)
    assert app.close_site(site.id, 1).suspended == 1
    assert house.cases.referral(accepted.id).suspended_for == SuspensionReason.SITE_CLOSED
    assert app.partner(partner.id).funnel == "active"
    with pytest.raises(SiteClosed):
        app.close_site(site.id, 2)


def test_an_offer_that_was_withdrawn_before_closes_with_the_rest(house: House) -> None:
    offer, app = house.offer(), Closings(house.store)
    accepted = house.accepted(offer)
    house.network.withdraw_offer(offer.id, 2)
    app.offers, app.referrals = (offer.id,), (accepted.id,)
    assert app.close_partner(offer.partner_id, 3).suspended == 1
    assert house.network.offer(offer.id).held == set()


def test_a_refused_closing_changes_nothing(house: House) -> None:
    offer, app = house.offer(), Closings(house.store)
    accepted = house.accepted(offer)
    app.offers, app.referrals = (offer.id,), (accepted.id,)
    with pytest.raises(p.ClosingNotYet):
        app.close_partner(offer.partner_id, 3, TODAY + timedelta(1))
    with pytest.raises(StaleVersion):
        app.close_partner(offer.partner_id, 2)
    assert house.cases.referral(accepted.id).status == "accepted"


def test_what_a_closed_partner_was_shown_it_reads_no_more(house: House) -> None:
    """And it is not told that the person took anything back."""
    offer, app = house.offer(), Closings(house.store)
    accepted = house.accepted(offer)
    app.offers, app.referrals = (offer.id,), (accepted.id,)
    app.close_partner(offer.partner_id, 3)
    kept = house.cases.referral(accepted.id)
    with pytest.raises(refusals.SharingOver):
        kept.refuse_unless_readable()
    house.cases.follow_withdrawal(GRANT)
    assert house.cases.referral(accepted.id).version == kept.version
    with pytest.raises(refusals.ReferralSuspended):
        kept.accept()


def test_nobody_is_sent_to_a_closed_partner(house: House) -> None:
    offer = house.offer()
    house.consent(offer.partner_id)
    Closings(house.store).close_partner(offer.partner_id, 3)
    with pytest.raises(p.PartnerClosed):
        house.send(house.draft(), offer)


def ends(house: House, partner: Partner) -> Any:
    (agreement, *_) = partner.agreements
    with house.store.unit_of_work() as unit:
        kept = deadline_id("referrals", "DL22", partner.id, str(agreement.agreement_id))
        return unit.find(deadline("referrals"), kept)


def test_the_end_of_an_agreement_is_announced_sixty_days_before(house: House) -> None:
    kept = ends(house, house.active(ends_on=TODAY + timedelta(90)))
    assert kept.due.on == TODAY + timedelta(90)
    assert kept.due.approaching_at.date() == TODAY + timedelta(31)
    assert (kept.due.at - kept.due.approaching_at).days == 60


def test_a_short_agreement_is_not_announced_and_one_without_end_has_no_deadline(house: House) -> None:
    assert ends(house, house.active(ends_on=TODAY + timedelta(59))).due.approaching_at is None
    assert ends(house, house.active()) is None


def test_an_announced_renewal_is_a_remark(house: House) -> None:
    partner = house.active(ends_on=TODAY + timedelta(90))
    Expiries(house.store).announce_renewal(partner.id, partner.agreements[0].agreement_id)
    assert house.network.suspend_partner(partner.id, partner.version).funnel == "suspended"


def test_an_agreement_ends_offers_are_paused_and_who_is_served_goes_on(house: House, clock: Clock) -> None:
    partner, app = house.active(ends_on=TODAY), Expiries(house.store)
    offer, paused = house.offer(partner), house.offer(partner)
    house.network.pause_offer(paused.id, 1)
    accepted, app.offers = house.accepted(offer), (offer.id, paused.id)
    clock.pass_by(days=1)
    app.expire_agreement(partner.id, partner.agreements[0].agreement_id)
    ended = house.network.offer(offer.id)
    assert (ended.status, ended.pause_reason) == ("paused", "agreement_expired")
    assert house.cases.referral(accepted.id).status == "accepted"
    assert house.network.offer(paused.id).version == 2
    message = house.messages[-1]
    assert (house.told[-1], message["data"]["another_in_force"]) == ("partner.agreement-expired", False)


def test_under_another_agreement_the_offers_stay_open(house: House, clock: Clock) -> None:
    partner, app = house.active(ends_on=TODAY), Expiries(house.store)
    renewed = house.network.sign_agreement(partner.id, partner.version, AgreementKind.CONTRACT, TODAY, True)
    offer = house.offer(renewed)
    app.offers = (offer.id,)
    clock.pass_by(days=1)
    app.expire_agreement(partner.id, partner.agreements[0].agreement_id)
    assert house.network.offer(offer.id).status == "published"


def test_two_that_end_on_one_day_leave_none(house: House, clock: Clock) -> None:
    partner, app = house.active(ends_on=TODAY), Expiries(house.store)
    twice = house.network.sign_agreement(partner.id, partner.version, AgreementKind.CONTRACT, TODAY, True, TODAY)
    offer = house.offer(twice)
    app.offers = (offer.id,)
    app.expire_agreement(partner.id, twice.agreements[0].agreement_id)
    assert house.network.offer(offer.id).status == "paused"


def test_a_closed_partner_has_no_agreement_that_could_end(house: House) -> None:
    partner = house.active(ends_on=TODAY)
    closed = Closings(house.store).close_partner(partner.id, partner.version).version
    app, agreement = Expiries(house.store), partner.agreements[0].agreement_id
    app.expire_agreement(partner.id, agreement)
    app.announce_renewal(partner.id, agreement)
    assert house.network.partner(partner.id).version == closed
