"""Who begins something for a person whose case moves: editing does not go on at the old office, and nothing bounces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import intake
from contracts.vocabulary.care import NeedDomain, UrgentNeed
from contracts.vocabulary.network import CancelledBy, Urgency
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.release import CivilDocument
from contracts.vocabulary.work import AmountBand, TrainingStage
from services.referrals.cases import reactions
from services.referrals.cases.links import LinksApplication
from services.referrals.transfers.domain.refusals import CaseBeingHandedOver, CaseLedElsewhere
from services.referrals.work.domain.micro_credit import Loan
from tests.unit.referrals.house import OFFICE, PERSON
from tests.unit.referrals.transfers.house import NEW, THIRD, TransferHouse
from tests.unit.referrals.work.house import MANAUS

NO_ENVELOPE: Any = None


def drafted(house: TransferHouse, office: UUID, urgency: Urgency = Urgency.WEEK) -> UUID:
    return house.cases.draft_referral(PERSON, office, NeedDomain.FOOD, urgency).office_id


def test_until_the_acceptance_the_old_office_works_as_ever(house: TransferHouse) -> None:
    house.requested()
    assert drafted(house, OFFICE) == OFFICE


def test_editing_does_not_go_on_at_the_old_office_after_the_acceptance(house: TransferHouse) -> None:
    before = house.draft(Urgency.WEEK)
    transfer = house.accepted_transfer()
    with pytest.raises(CaseBeingHandedOver):
        drafted(house, OFFICE)
    offer = house.offer()
    with pytest.raises(CaseBeingHandedOver):
        house.send(before, offer, house.consent(offer.partner_id))
    house.withdrawn(transfer)
    assert drafted(house, OFFICE) == OFFICE


def test_what_cannot_wait_a_day_is_begun_until_the_last_moment_and_then_goes_along(house: TransferHouse) -> None:
    transfer = house.packed()
    referral = house.sent()
    house.transfers.complete(transfer.id, transfer.version)
    assert house.cases.referral(referral.id).status == "transferred"


def test_what_is_under_way_is_looked_after_until_the_case_has_moved(house: TransferHouse) -> None:
    referral = house.sent()
    house.packed(referral.id)
    assert house.cases.cancel_referral(referral.id, referral.version, CancelledBy.PERSON).status == "cancelled"


BEGINNINGS: list[Callable[[TransferHouse, UUID], object]] = [
    lambda house, office: drafted(house, office, Urgency.WEEK),
    lambda house, office: house.trainings.enrol(
        house.training().id, PERSON, office, ClientType.RELEASED, TrainingStage.AFTER_RELEASE
    ),
    lambda house, office: house.candidates.present(house.vacancy().id, PERSON, office, uuid4(), frozenset()),
    lambda house, office: house.credits.request(
        Loan(PERSON, office, house.active().id, ClientType.RELEASED), AmountBand.UP_TO_5000
    ),
]


@pytest.mark.parametrize("begin", BEGINNINGS)
def test_nothing_is_begun_where_the_case_is_handed_over_or_gone(
    house: TransferHouse, begin: Callable[[TransferHouse, UUID], object]
) -> None:
    transfer = house.packed()
    with pytest.raises(CaseBeingHandedOver):
        begin(house, OFFICE)
    house.transfers.complete(transfer.id, transfer.version)
    for other in (OFFICE, THIRD):
        with pytest.raises(CaseLedElsewhere):
            begin(house, other)


def test_the_new_office_begins_when_it_leads_and_not_before(house: TransferHouse) -> None:
    transfer = house.packed()
    with pytest.raises(CaseLedElsewhere):
        drafted(house, NEW, Urgency.SAME_DAY)
    house.transfers.complete(transfer.id, transfer.version)
    assert drafted(house, NEW) == NEW
    with pytest.raises(CaseLedElsewhere):
        drafted(house, OFFICE, Urgency.SAME_DAY)


def test_work_that_somebody_has_is_recorded_until_the_case_has_moved(house: TransferHouse) -> None:
    transfer = house.packed()
    assert house.own().running
    house.transfers.complete(transfer.id, transfer.version)
    with pytest.raises(CaseLedElsewhere):
        house.placements.start(house.engagement(), MANAUS)


def test_what_the_old_office_says_late_does_not_bring_the_case_back(house: TransferHouse) -> None:
    """An offline reception of before the move: its need is the new office's to look after."""
    house.moved()
    said = intake.UrgentNeedIdentified(
        reception_id=uuid4(), office_id=OFFICE, person_id=PERSON, need=UrgentNeed.HOUSING_TONIGHT
    )
    reactions.on_urgent_need_identified(house.drafting, said, NO_ENVELOPE)
    records = house.store.recorder.records  # type: ignore[attr-defined]
    draft = house.cases.referral(records[-1].stream)
    assert (draft.office_id, draft.uf, draft.urgency) == (NEW, "BA", "same_day")
    assert (house.custody.lead, house.custody.number) == (NEW, 1)


def test_documents_that_a_late_list_finds_missing_are_the_new_offices_to_look_after(house: TransferHouse) -> None:
    house.moved()
    draft = house.drafting.draft_documents(uuid4(), PERSON, OFFICE, (CivilDocument.CPF,))
    assert draft is not None
    assert (draft.office_id, draft.uf) == (NEW, "BA")


def test_an_office_that_handed_a_case_over_does_not_go_on_under_a_record_merged_into_it(house: TransferHouse) -> None:
    merged = uuid4()
    house.moved()
    LinksApplication(house.store).follow_merge(merged, PERSON, NEW)
    with pytest.raises(CaseLedElsewhere):
        house.cases.draft_referral(merged, OFFICE, NeedDomain.FOOD, Urgency.WEEK)
    assert house.cases.draft_referral(merged, THIRD, NeedDomain.FOOD, Urgency.WEEK).office_id == THIRD
