"""Sending: what a partner may be asked, under which consent, and who may be asked at all (R1, R2)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import ReferralMode, Urgency
from contracts.vocabulary.rights import DataClass, LegalBasis
from infra.kernel import Metadata
from infra.metadata import acting
from infra.refusals import NotFound, VersionConflict
from services.referrals.cases.domain import known_grant as g
from services.referrals.cases.domain import refusals
from services.referrals.cases.domain.referral import Referral
from services.referrals.network.domain import offer_refusals as s
from services.referrals.network.domain import partner_refusals as p
from tests.clock import Clock
from tests.unit.referrals.house import GRANT, NEEDED, NOON, OFFICE, PERSON, TODAY, House


def test_a_draft_stays_at_home(house: House) -> None:
    referral = house.draft()
    assert (referral.status, referral.partner_id, house.told) == ("draft", None, [])


def test_a_referral_is_sent_under_a_consent_and_says_when_the_answer_is_due(house: House) -> None:
    referral = house.sent()
    assert referral.status == "sent"
    assert referral.response_due_at == NOON + timedelta(hours=4)
    body = house.messages[-1]
    assert (house.told[-1], body["uf"]) == ("referral.sent", "AM")
    assert body["data"] == {
        "referral_id": str(referral.id), "person_id": str(PERSON), "office_id": str(OFFICE),
        "partner_id": str(referral.partner_id), "offer_id": str(referral.sent_matter.offer_id), "grant_id": str(GRANT),
        "need_domain": "housing", "urgency": "same_day", "mode": "warm_handover",
        "response_due_at": body["data"]["response_due_at"],
    }  # fmt: skip
    with house.store.unit_of_work() as unit:
        recorded = unit.history(referral.id)[-1].metadata
    assert (recorded.legal_basis, recorded.consent_refs) == ("LB_CONSENT", (GRANT,))


@pytest.mark.parametrize(
    ("covered", "asked"),
    [
        ((DataClass.DISPLAY_NAME,), {DataClass.DISPLAY_NAME, DataClass.ACCESSIBILITY_NEEDS}),
        ((DataClass.DISPLAY_NAME, DataClass.CIVIL_NAME), {DataClass.CIVIL_NAME}),
    ],
    ids=["more than the person allows", "more than the offer needs"],
)
def test_no_field_beyond_the_consent_and_the_need(
    house: House, covered: tuple[DataClass, ...], asked: set[DataClass]
) -> None:
    offer = house.offer()
    house.consent(offer.partner_id, data_classes=covered)
    with pytest.raises(g.FieldsNotCovered):
        house.send(house.draft(), offer, shared_fields=frozenset(asked))


def test_a_consent_that_has_not_arrived_yet_is_asked_for_again(house: House) -> None:
    with pytest.raises(g.GrantNotKnownYet):
        house.send(house.draft(), house.offer(), uuid4())


def test_the_consent_of_another_person_or_for_another_partner_does_not_count(house: House) -> None:
    offer = house.offer()
    others = house.consent(offer.partner_id, uuid4(), person_id=uuid4())
    elsewhere = house.consent(uuid4(), uuid4())
    for grant_id in (others, elsewhere):
        with pytest.raises(g.GrantForSomethingElse):
            house.send(house.draft(), offer, grant_id)


def test_a_consent_runs_out(house: House, clock: Clock) -> None:
    offer = house.offer()
    house.consent(offer.partner_id, valid_until=NOON + timedelta(hours=1))
    clock.pass_by(hours=1)
    with pytest.raises(g.GrantNotActive):
        house.send(house.draft(), offer)


def test_a_withdrawn_consent_carries_nothing_new(house: House) -> None:
    offer = house.offer()
    house.cases.follow_withdrawal(house.consent(offer.partner_id))
    with pytest.raises(g.GrantNotActive):
        house.send(house.draft(), offer)


def test_a_withdrawal_at_the_same_moment_meets_the_sending(house: House) -> None:
    offer, referral = house.offer(), house.draft()
    house.consent(offer.partner_id)
    with house.store.begin() as sending:
        house.send(referral, offer)
        with house.store.begin() as reaction:
            house.cases.follow_withdrawal(GRANT)
            reaction.commit()
        with pytest.raises(VersionConflict):
            sending.commit()
    assert house.cases.referral(referral.id).status == "draft"


@pytest.mark.parametrize("basis", [LegalBasis.VITAL, LegalBasis.HEALTH, LegalBasis.LEGAL_DUTY])
def test_to_protect_life_a_referral_goes_without_consent_and_without_fields(house: House, basis: LegalBasis) -> None:
    offer = house.offer()
    with acting(Metadata(legal_basis=basis.value)):
        referral = house.send(house.draft(), offer, None, shared_fields=frozenset())
        assert (referral.status, referral.sent_matter.grant_id) == ("sent", None)
        with pytest.raises(refusals.FieldsNeedConsent):
            house.send(house.draft(), offer, None, shared_fields=frozenset(NEEDED))


@pytest.mark.parametrize("basis", ["LB_PUBLIC_POLICY", "LB_CONSENT", "LB_UNHEARD_OF"])
def test_other_bases_carry_no_referral_without_consent(house: House, basis: str) -> None:
    offer = house.offer()
    with acting(Metadata(legal_basis=basis)), pytest.raises(refusals.SharingNeedsBasis):
        house.send(house.draft(), offer, None, shared_fields=frozenset())


def test_nobody_is_sent_to_a_paused_or_withdrawn_offer(house: House) -> None:
    offer = house.offer()
    house.consent(offer.partner_id)
    house.network.pause_offer(offer.id, 1)
    with pytest.raises(s.OfferNotOpen):
        house.send(house.draft(), offer)
    house.network.withdraw_offer(offer.id, 2)
    with pytest.raises(s.OfferNotOpen):
        house.send(house.draft(), offer)


def test_nobody_is_sent_where_the_need_is_not_served(house: House) -> None:
    offer = house.offer()
    house.consent(offer.partner_id)
    with pytest.raises(s.OfferDoesNotServeNeed):
        house.send(house.draft(need_domain=NeedDomain.LEGAL_AID), offer)


def test_nobody_is_sent_to_a_suspended_partner(house: House) -> None:
    partner = house.active()
    offer = house.offer(partner)
    house.consent(partner.id)
    house.network.suspend_partner(partner.id, partner.version)
    with pytest.raises(p.PartnerNotActive):
        house.send(house.draft(), offer)


def test_nobody_is_sent_once_the_agreement_has_expired(house: House, clock: Clock) -> None:
    offer = house.offer(house.active(ends_on=TODAY))
    house.consent(offer.partner_id)
    clock.pass_by(days=1)
    with pytest.raises(p.AgreementExpired):
        house.send(house.draft(), offer)


def test_nobody_is_sent_under_an_agreement_without_data_clause(house: House) -> None:
    offer = house.offer(house.active(data_sharing_clause=False))
    house.consent(offer.partner_id)
    with pytest.raises(p.NoDataSharingClause):
        house.send(house.draft(), offer)


def test_a_referral_is_sent_once(house: House) -> None:
    referral = house.sent()
    offer = house.network.offer(referral.sent_matter.offer_id)
    with pytest.raises(refusals.ReferralAlreadySent):
        house.send(referral, offer)


def test_a_draft_may_be_discarded_and_is_over_then(house: House) -> None:
    referral = house.draft()
    discarded = house.cases.discard_referral(referral.id, 1)
    assert discarded.status == "discarded"
    offer = house.offer()
    house.consent(offer.partner_id)
    with pytest.raises(refusals.ReferralOver):
        house.send(discarded, offer)
    sent = house.send(house.draft(Urgency.WEEK), offer)
    with pytest.raises(refusals.ReferralAlreadySent):
        house.cases.discard_referral(sent.id, sent.version)


def test_a_refused_sending_leaves_nothing_behind(house: House) -> None:
    referral, before = house.draft(), len(house.messages)
    with pytest.raises(NotFound):
        house.cases.send_referral(referral.id, 1, uuid4(), ReferralMode.WRITTEN)
    assert (house.cases.referral(referral.id).status, len(house.messages)) == ("draft", before)


def test_what_intake_says_twice_is_learnt_once(house: House) -> None:
    partner_id: UUID = house.active().id
    house.consent(partner_id)
    house.consent(partner_id)
    with house.store.unit_of_work() as unit:
        assert unit.get(g.KnownGrant, GRANT).version == 1
        with pytest.raises(NotFound):
            unit.get(Referral, GRANT)
