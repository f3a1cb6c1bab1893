"""Consent withdrawn: suspended, recalled, nothing readable, and nobody's failure (R5, CONF-31, CONF-36, X01)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import intake
from contracts.vocabulary.care import UrgentNeed
from contracts.vocabulary.network import CancelledBy, DeclineReason, ReferralOutcome
from contracts.vocabulary.rights import ConsentScope, DataClass
from infra.refusals import Gone, Unavailable
from services.referrals.cases import reactions
from services.referrals.cases.domain import refusals
from services.referrals.cases.domain.known_grant import KnownGrant
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.drafting import DraftingApplication
from tests.clock import Clock
from tests.unit.referrals.house import GRANT, NEEDED, OFFICE, PERSON, House

NO_ENVELOPE: Any = None


def withdrawn(grant_id: UUID = GRANT) -> intake.ConsentWithdrawn:
    return intake.ConsentWithdrawn(
        person_id=PERSON, grant_id=grant_id, scope=ConsentScope.SHARE_WITH_PARTNER, recipients=()
    )


def granted(scope: ConsentScope, recipient: UUID) -> intake.ConsentGranted:
    return intake.ConsentGranted(
        person_id=PERSON, grant_id=GRANT, scope=scope, recipients=(recipient,), data_classes=NEEDED, valid_until=None
    )


def test_withdrawal_after_acceptance_suspends_recalls_and_frees_the_place(house: House) -> None:
    offer = house.offer(slots=1)
    referral = house.accepted(offer)
    reactions.on_consent_withdrawn(house.cases, withdrawn(), NO_ENVELOPE)
    after = house.cases.referral(referral.id)
    assert (after.status, after.outcome) == ("suspended", ReferralOutcome.PERSON_DECLINED)
    assert house.network.offer(offer.id).free == 1
    assert house.told[-2:] == ["referral.suspended", "referral.shared-data-recall-sent"]
    assert house.messages[-2]["data"]["counts_as"] == "person_declined"
    assert house.messages[-2]["uf"] == "AM"


def test_an_expired_consent_suspends_and_recalls_exactly_as_a_withdrawn_one(house: House) -> None:
    offer = house.offer(slots=1)
    referral = house.accepted(offer)
    expired = intake.ConsentExpired(
        person_id=PERSON, grant_id=GRANT, scope=ConsentScope.SHARE_WITH_PARTNER, recipients=()
    )
    reactions.on_consent_expired(house.cases, expired, NO_ENVELOPE)
    after = house.cases.referral(referral.id)
    assert (after.status, after.outcome) == ("suspended", ReferralOutcome.PERSON_DECLINED)
    assert house.network.offer(offer.id).free == 1
    assert house.told[-2:] == ["referral.suspended", "referral.shared-data-recall-sent"]
    assert house.messages[-2]["data"]["reason"] == "consent_expired"


def test_the_same_withdrawal_again_changes_nothing(house: House) -> None:
    referral = house.accepted()
    house.cases.follow_withdrawal(GRANT)
    version, told = house.cases.referral(referral.id).version, len(house.told)
    house.cases.follow_withdrawal(GRANT)
    assert (house.cases.referral(referral.id).version, len(house.told)) == (version, told)


def test_all_that_relied_on_the_grant_follows_and_nothing_else(house: House) -> None:
    offer = house.offer()
    mine = [house.sent(offer), house.accepted(offer)]
    other = house.send(house.draft(), offer, house.consent(offer.partner_id, uuid4()))
    house.cases.follow_withdrawal(GRANT)
    assert [house.cases.referral(referral.id).status for referral in mine] == ["suspended", "suspended"]
    assert house.cases.referral(other.id).status == "sent"


def test_an_ended_referral_is_recalled_but_keeps_its_outcome(house: House) -> None:
    referral = house.accepted()
    house.cases.complete_referral(referral.id, referral.version, ReferralOutcome.SERVICE_RECEIVED)
    house.cases.follow_withdrawal(GRANT)
    after = house.cases.referral(referral.id)
    assert (after.status, after.outcome) == ("completed", ReferralOutcome.SERVICE_RECEIVED)
    assert house.told[-1] == "referral.shared-data-recall-sent"


def test_a_grant_that_nobody_could_cite_needs_nothing(house: House) -> None:
    reactions.on_consent_withdrawn(house.cases, withdrawn(uuid4()), NO_ENVELOPE)
    assert house.told == []


def test_a_recall_is_confirmed_once_and_in_time(house: House, clock: Clock) -> None:
    referral = house.sent()
    with pytest.raises(refusals.NothingToConfirm):
        house.cases.confirm_recall(referral.id, referral.version)
    house.cases.follow_withdrawal(GRANT)
    clock.pass_by(days=2)
    confirmed = house.cases.confirm_recall(referral.id, house.cases.referral(referral.id).version)
    assert house.messages[-1]["data"]["in_time"] is True
    with pytest.raises(refusals.NothingToConfirm):
        house.cases.confirm_recall(referral.id, confirmed.version)


def test_a_suspended_referral_may_still_be_cancelled(house: House) -> None:
    referral = house.accepted()
    house.cases.follow_withdrawal(GRANT)
    version = house.cases.referral(referral.id).version
    assert house.cases.cancel_referral(referral.id, version, CancelledBy.OFFICE).status == "cancelled"


def test_only_consents_to_share_with_partners_are_learnt(house: House) -> None:
    offer = house.offer()
    reactions.on_consent_granted(house.cases, granted(ConsentScope.CONTACT, offer.partner_id), NO_ENVELOPE)
    assert not known(house)
    reactions.on_consent_granted(house.cases, granted(ConsentScope.SHARE_WITH_PARTNER, offer.partner_id), NO_ENVELOPE)
    assert known(house)
    assert house.send(house.draft(), offer).status == "sent"


def known(house: House) -> bool:
    with house.store.unit_of_work() as unit:
        return unit.exists(KnownGrant, GRANT)


@pytest.mark.parametrize("need", UrgentNeed)
def test_an_urgent_need_becomes_a_draft_of_the_same_day(house: House, need: UrgentNeed) -> None:
    said = intake.UrgentNeedIdentified(reception_id=uuid4(), office_id=OFFICE, person_id=PERSON, need=need)
    reactions.on_urgent_need_identified(DraftingApplication(house.store), said, NO_ENVELOPE)
    records = house.store.recorder.records  # type: ignore[attr-defined]
    draft = house.cases.referral(records[-1].stream)
    assert (draft.status, draft.urgency, draft.need_domain) == ("draft", "same_day", reactions.SERVED_BY[need])


def test_who_gives_no_name_is_not_referred(house: House) -> None:
    said = intake.UrgentNeedIdentified(reception_id=uuid4(), office_id=OFFICE, person_id=None, need=UrgentNeed.FOOD)
    reactions.on_urgent_need_identified(DraftingApplication(house.store), said, NO_ENVELOPE)
    assert house.store.recorder.records == []  # type: ignore[attr-defined]


class Owner:
    """Stands for intake: remembers what it was asked."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.refusal = refusal
        self.asked: list[tuple[UUID, UUID, UUID, tuple[DataClass, ...]]] = []

    def shared(
        self, person_id: UUID, grant_id: UUID, recipient: UUID, fields: Sequence[DataClass], reader: str
    ) -> Mapping[str, Any]:
        self.asked.append((person_id, grant_id, recipient, tuple(fields)))
        if self.refusal is not None:
            raise self.refusal
        return {name.value: "Dandara" for name in fields}


def read(house: House, referral: Referral) -> Mapping[str, Any]:
    return house.cases.shared_fields(house.cases.referral(referral.id), "partner-user")()


def test_shared_fields_are_asked_from_intake_each_time(house: House) -> None:
    house.cases.person_fields = owner = Owner()
    referral = house.sent()
    assert read(house, referral) == {"accessibility_needs": "Dandara", "display_name": "Dandara"}
    read(house, referral)
    fields = (DataClass.ACCESSIBILITY_NEEDS, DataClass.DISPLAY_NAME)
    assert owner.asked == [(PERSON, GRANT, referral.partner_id, fields)] * 2


def test_after_withdrawal_intake_is_not_even_asked(house: House) -> None:
    house.cases.person_fields = owner = Owner()
    referral = house.sent()
    house.cases.follow_withdrawal(GRANT)
    with pytest.raises(refusals.ConsentWithdrawn):
        read(house, referral)
    assert owner.asked == []


def test_intake_knows_of_a_withdrawal_first(house: House) -> None:
    house.cases.person_fields = Owner(Gone())
    with pytest.raises(Gone):
        read(house, house.sent())


def test_without_intake_nothing_is_shown(house: House) -> None:
    with pytest.raises(Unavailable):
        read(house, house.sent())


def test_the_fields_stay_readable_for_thirty_days_after_completion(house: House, clock: Clock) -> None:
    house.cases.person_fields = Owner()
    referral = house.accepted()
    house.cases.complete_referral(referral.id, referral.version, ReferralOutcome.PARTLY)
    clock.pass_by(days=29, hours=23)
    assert read(house, referral)
    clock.pass_by(hours=1)
    with pytest.raises(refusals.SharingOver):
        read(house, referral)


def test_who_declined_reads_nothing_more(house: House) -> None:
    referral = house.sent()
    house.cases.decline_referral(referral.id, referral.version, DeclineReason.OTHER)
    with pytest.raises(refusals.SharingOver):
        read(house, referral)


def test_a_referral_without_fields_shows_none(house: House) -> None:
    offer = house.offer()
    referral = house.send(house.draft(), offer, house.consent(offer.partner_id), shared_fields=frozenset())
    assert read(house, referral) == {}
