"""Offers: at which site, for whom, until when, and how their places are counted."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, ReferralOutcome
from contracts.vocabulary.partners import CapacityPeriod, PauseReason
from infra.eventstore.codec import structure_values
from services.referrals.network.domain import offer_refusals as o
from services.referrals.network.domain import partner_site as ps
from services.referrals.network.domain.offer_terms import PLAIN, Eligibility, Terms
from services.referrals.network.domain.partner_refusals import AgreementExpired
from services.referrals.network.domain.place import Address, Premises
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.sites import SitesApplication
from tests.clock import Clock
from tests.unit.referrals.house import NEEDED, TODAY, House

PREMISES = Premises(Address("Rua das Flores", "12", "Centro"))
RIO_DAS_PEDRAS = (UF.AC, "1299992", "America/Rio_Branco")


def offer(house: House, slots: int = 2, **terms: Any) -> ServiceOffer:
    return house.network.publish_offer(house.active().id, [NeedDomain.HOUSING], slots, NEEDED, Terms(**terms))


def test_an_offer_is_where_its_site_is(house: House) -> None:
    partner, sites = house.active(), SitesApplication(house.store)
    site = sites.add_site(partner.id, *RIO_DAS_PEDRAS, PREMISES)
    kept = house.network.publish_offer(partner.id, [NeedDomain.FOOD], 1, site_id=site.id)
    assert (kept.site_id, kept.uf, kept.municipality_ibge7, kept.zone) == (site.id, *RIO_DAS_PEDRAS)
    assert house.offer(partner).municipality_ibge7 == "1399991"


def test_an_offer_is_at_an_open_site_of_its_own_partner(house: House) -> None:
    partner, sites = house.active(), SitesApplication(house.store)
    site = sites.add_site(house.active().id, *RIO_DAS_PEDRAS, PREMISES)
    with pytest.raises(ps.SiteOfAnotherPartner):
        house.network.publish_offer(partner.id, [NeedDomain.FOOD], 1, site_id=site.id)
    mine = ps.PartnerSite.add(partner, *RIO_DAS_PEDRAS, PREMISES)
    mine.close()
    with pytest.raises(ps.SiteClosed):
        ServiceOffer.publish(partner, (NeedDomain.FOOD,), (), 1, PLAIN, mine)


def test_ages_do_not_contradict_each_other(house: House) -> None:
    wrong = Eligibility(age_from=60, age_to=18)
    with pytest.raises(o.AgesContradict):
        offer(house, eligibility=wrong)
    kept = offer(house, eligibility=Eligibility(age_from=18, age_to=18))
    with pytest.raises(o.AgesContradict):
        house.network.change_offer(kept.id, 1, kept.need_domains, (), Terms(wrong))


def test_an_offer_past_its_last_day_takes_nobody(house: House, clock: Clock) -> None:
    kept = offer(house, valid_until=TODAY)
    house.consent(kept.partner_id)
    house.send(house.draft(), kept)
    clock.pass_by(days=1)
    with pytest.raises(o.OfferNoLongerValid):
        house.send(house.draft(), kept)
    with pytest.raises(o.OfferNoLongerValid):
        offer(house, valid_until=TODAY)


def test_a_changed_offer_serves_what_it_says_now(house: House) -> None:
    kept = house.offer()
    changed = house.network.change_offer(kept.id, 1, [NeedDomain.FOOD], (), Terms(waiting_days=3))
    assert (changed.need_domains, changed.data_needed, changed.terms.waiting_days) == ((NeedDomain.FOOD,), (), 3)
    assert house.told[-1] == "service-offer.changed"
    house.network.withdraw_offer(kept.id, 2)
    with pytest.raises(o.OfferWithdrawn):
        house.network.change_offer(kept.id, 3, [NeedDomain.FOOD])


def test_without_an_agreement_in_force_nothing_is_offered_again(house: House, clock: Clock) -> None:
    partner = house.active(ends_on=TODAY)
    kept = house.offer(partner)
    kept.pause(PauseReason.AGREEMENT_EXPIRED)
    clock.pass_by(days=1)
    with pytest.raises(AgreementExpired):
        kept.resume(partner)
    with pytest.raises(AgreementExpired):
        house.offer(partner)


@pytest.mark.parametrize(
    ("period", "days", "free"),
    [
        (CapacityPeriod.DAY, 1, 1),
        (CapacityPeriod.WEEK, 3, 0),
        (CapacityPeriod.WEEK, 4, 1),
        (CapacityPeriod.MONTH, 13, 0),
        (CapacityPeriod.MONTH, 14, 1),
        (CapacityPeriod.YEAR, 200, 0),
        (CapacityPeriod.YEAR, 259, 1),
    ],
)
def test_a_place_of_a_period_is_used_up_until_it_ends(
    house: House, clock: Clock, period: CapacityPeriod, days: int, free: int
) -> None:
    """Thursday 17 April 2025; the place stays used up after its referral has ended with a service."""
    kept = offer(house, 1, period=period)
    referral = uuid4()
    kept.hold_slot(referral)
    kept.release_slot(referral, served=True)
    assert kept.free == 0
    with pytest.raises(o.NoSlotFree):
        kept.hold_slot(uuid4())
    clock.pass_by(days=days)
    assert kept.free == free


def test_a_place_of_a_period_that_served_nobody_is_free_again(house: House) -> None:
    kept, referral = offer(house, 1, period=CapacityPeriod.MONTH), uuid4()
    kept.hold_slot(referral)
    kept.release_slot(referral)
    assert kept.free == 1


def test_who_is_still_served_in_the_next_period_takes_no_place_of_it(house: House, clock: Clock) -> None:
    kept, referral = offer(house, 1, period=CapacityPeriod.DAY), uuid4()
    kept.hold_slot(referral)
    clock.pass_by(days=1)
    kept.hold_slot(other := uuid4())
    kept.release_slot(referral)
    assert (kept.free, kept.held) == (0, {other})


def test_what_is_counted_in_another_way_from_now_on(house: House) -> None:
    kept = offer(house, 3)
    kept.hold_slot(uuid4())
    monthly = house.network.change_offer(kept.id, 1, kept.need_domains, (), Terms(period=CapacityPeriod.MONTH))
    assert monthly.free == 3


@pytest.mark.parametrize(
    ("outcome", "free"), [(ReferralOutcome.SERVICE_RECEIVED, 0), (ReferralOutcome.PERSON_NO_SHOW, 1)]
)
def test_a_completed_referral_uses_up_a_place_when_it_served(house: House, outcome: ReferralOutcome, free: int) -> None:
    kept = offer(house, 1, period=CapacityPeriod.MONTH)
    referral = house.accepted(kept)
    house.cases.complete_referral(referral.id, referral.version, outcome)
    assert house.network.offer(kept.id).free == free


def test_who_waits_is_listed_once_and_leaves_with_a_place_or_without(house: House) -> None:
    kept, first, second = offer(house, 1, waiting_list=True), uuid4(), uuid4()
    for referral in (first, second, first):
        kept.join_waiting_list(referral)
    assert kept.waiting == [first, second]
    kept.hold_slot(first)
    kept.join_waiting_list(first)
    kept.release_slot(second)
    assert (kept.waiting, kept.held) == ([], {first})


def test_without_a_list_nobody_waits(house: House) -> None:
    with pytest.raises(o.NoWaitingList):
        house.offer().join_waiting_list(uuid4())


def test_offers_and_places_of_the_first_form_are_read(house: House) -> None:
    """They had no site, zone or terms; places had no period, and a pause no reason."""
    stored = {
        "partner_id": str(uuid4()), "need_domains": ["housing"], "data_needed": [], "slots": 1, "uf": "AM",
        "municipality_ibge7": "1399991",
    }  # fmt: skip
    kept = ServiceOffer(**structure_values(ServiceOffer.Published, stored))
    assert (kept.site_id, kept.terms) == (None, PLAIN)
    kept.hold_slot(uuid4())
    assert kept.free == 0
    referral = {"referral_id": str(uuid4()), "taken": 1}
    assert set(structure_values(ServiceOffer.SlotHeld, referral)) == set(referral)
    held = ServiceOffer.SlotHeld(
        originator_id=kept.id, originator_version=2, timestamp=kept.created_on,
        **structure_values(ServiceOffer.SlotHeld, referral),
    )  # fmt: skip
    assert held.counts_until is None
    assert kept.zone == "UTC"
    kept.change(house.active(), (NeedDomain.FOOD,), (), PLAIN)
    assert kept.zone == "America/Manaus"
