"""Partners and offers: who may offer, and how places are counted."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import OrganisationType
from infra.refusals import StaleVersion, VersionConflict
from services.referrals.network.domain import offer_refusals as s
from services.referrals.network.domain import partner_refusals as p
from services.referrals.network.domain.service_offer import ServiceOffer
from tests.clock import Clock
from tests.unit.referrals.house import TODAY, House


def test_a_partner_goes_from_prospect_over_agreed_to_active(house: House) -> None:
    partner = house.prospect()
    assert partner.funnel == "prospect"
    partner = house.network.sign_agreement(partner.id, 1, AgreementKind.CONTRACT, TODAY, True)
    assert partner.funnel == "agreed"
    assert house.network.activate_partner(partner.id, 2).funnel == "active"
    assert house.told == ["partner.activated"]
    assert house.messages[0]["uf"] == "AM"


def test_no_activation_without_an_agreement(house: House) -> None:
    partner = house.prospect()
    with pytest.raises(p.PartnerNeedsAgreement):
        house.network.activate_partner(partner.id, 1)


def test_no_activation_under_an_agreement_that_has_ended(house: House) -> None:
    partner = house.agreed(signed_on=TODAY - timedelta(9), ends_on=TODAY - timedelta(1))
    with pytest.raises(p.PartnerNeedsAgreement):
        house.network.activate_partner(partner.id, 2)


def test_an_agreement_counts_on_its_last_day_in_the_zone_of_the_partner(house: House, clock: Clock) -> None:
    partner = house.agreed(ends_on=TODAY)
    clock.pass_by(hours=14)
    assert clock.now().date() > TODAY
    assert house.network.activate_partner(partner.id, 2).funnel == "active"


def test_an_agreement_does_not_end_before_it_starts(house: House) -> None:
    with pytest.raises(p.AgreementEndsBeforeItStarts):
        house.agreed(ends_on=TODAY - timedelta(1))


def test_nobody_is_activated_twice(house: House) -> None:
    partner = house.active()
    with pytest.raises(p.PartnerAlreadyActive):
        house.network.activate_partner(partner.id, partner.version)


def test_only_an_active_partner_is_suspended_and_may_come_back(house: House) -> None:
    prospect = house.prospect()
    with pytest.raises(p.PartnerNotActive):
        house.network.suspend_partner(prospect.id, 1)
    partner = house.active()
    suspended = house.network.suspend_partner(partner.id, partner.version)
    assert suspended.funnel == "suspended"
    assert house.network.activate_partner(partner.id, suspended.version).funnel == "active"


def test_no_offer_before_the_partner_is_active(house: House) -> None:
    with pytest.raises(p.PartnerNotActive):
        house.offer(house.agreed())


def test_the_police_never_receives_anybody(house: House) -> None:
    with pytest.raises(p.NeverARecipient):
        house.prospect(OrganisationType.POLICE)


def test_an_offer_tells_the_network_what_it_serves(house: House) -> None:
    offer = house.offer(slots=3)
    data = house.messages[-1]["data"]
    assert house.told[-1] == "service-offer.published"
    assert (data["offer_id"], data["need_domains"], data["slots"]) == (str(offer.id), [NeedDomain.HOUSING.value], 3)


def test_a_paused_offer_comes_back_and_a_withdrawn_one_does_not(house: House) -> None:
    offer = house.offer()
    with pytest.raises(s.OfferNotPaused):
        house.network.resume_offer(offer.id, 1)
    assert house.network.pause_offer(offer.id, 1).status == "paused"
    with pytest.raises(s.OfferNotOpen):
        house.network.pause_offer(offer.id, 2)
    assert house.network.resume_offer(offer.id, 2).status == "published"
    assert house.network.withdraw_offer(offer.id, 3).status == "withdrawn"
    for command in (house.network.resume_offer, house.network.withdraw_offer):
        with pytest.raises(s.OfferWithdrawn):
            command(offer.id, 4)
    with pytest.raises(s.OfferWithdrawn):
        house.network.update_capacity(offer.id, 4, 9)


def test_an_offer_is_not_resumed_while_its_partner_is_suspended(house: House) -> None:
    partner = house.active()
    offer = house.offer(partner)
    house.network.pause_offer(offer.id, 1)
    house.network.suspend_partner(partner.id, partner.version)
    with pytest.raises(p.PartnerNotActive):
        house.network.resume_offer(offer.id, 2)


def test_places_are_held_once_for_each_referral_and_never_oversold(house: House) -> None:
    offer, first, second = house.offer(slots=1), uuid4(), uuid4()
    offer.hold_slot(first)
    offer.hold_slot(first)
    assert offer.free == 0
    with pytest.raises(s.NoSlotFree):
        offer.hold_slot(second)
    offer.release_slot(first)
    offer.release_slot(first)
    offer.hold_slot(second)
    assert offer.held == {second}


def test_two_for_the_last_place_meet_as_a_version_conflict(house: House) -> None:
    offer = house.offer(slots=1)
    with house.store.begin() as one, house.store.begin() as other:
        units = (one, other)
        for unit in units:
            seen = unit.get(ServiceOffer, offer.id)
            seen.hold_slot(uuid4())
            unit.save(seen)
        one.commit()
        with pytest.raises(VersionConflict):
            other.commit()


def test_capacity_does_not_fall_below_what_is_taken(house: House) -> None:
    offer = house.offer(slots=2)
    referral = house.accepted(offer)
    assert house.network.offer(offer.id).held == {referral.id}
    with pytest.raises(s.CapacityBelowUse):
        house.network.update_capacity(offer.id, 2, 0)
    assert house.network.update_capacity(offer.id, 2, 5).free == 4


def test_a_stale_version_is_refused(house: House) -> None:
    partner = house.agreed()
    with pytest.raises(StaleVersion):
        house.network.activate_partner(partner.id, 1)
