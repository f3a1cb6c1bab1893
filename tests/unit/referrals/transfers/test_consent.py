"""No case moves without the person's own consent, which names the office and carries one move; X12 included."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import intake, merging
from contracts.vocabulary.rights import ConsentScope
from contracts.vocabulary.transfers import TransferWithdrawalReason
from infra.refusals import DomainError, SubjectErased, VersionConflict
from services.referrals.cases import reactions as cases_reactions
from services.referrals.cases.domain.known_grant import (
    ConsentUsed,
    GrantForSomethingElse,
    GrantNotActive,
    GrantNotKnownYet,
    KnownGrant,
)
from services.referrals.cases.links import LinksApplication
from services.referrals.cases.replanning import ReplanningApplication
from services.referrals.transfers import reactions
from services.referrals.transfers.applications.following import end_all
from services.referrals.transfers.domain import refusals
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from tests.clock import Clock
from tests.unit.referrals.house import NOON, OFFICE, PERSON
from tests.unit.referrals.transfers.house import NEW, THIRD, TransferHouse

NO_ENVELOPE: Any = None


def ended(kind: type[Any], transfer: CaseTransfer) -> Any:
    return kind(person_id=PERSON, grant_id=transfer.grant_id, scope=ConsentScope.TRANSFER_OFFICE, recipients=(NEW,))


def tell_withdrawal(house: TransferHouse, transfer: CaseTransfer) -> None:
    """To both rooms that listen, in the order of the store's definition."""
    said = ended(intake.ConsentWithdrawn, transfer)
    cases_reactions.on_consent_withdrawn(house.cases, said, NO_ENVELOPE)
    reactions.on_consent_withdrawn(house.following, said, NO_ENVELOPE)


def test_a_consent_to_move_is_learnt_from_intake(house: TransferHouse) -> None:
    grant_id = uuid4()
    said = intake.ConsentGranted(
        person_id=PERSON, grant_id=grant_id, scope=ConsentScope.TRANSFER_OFFICE, recipients=(NEW,), data_classes=(),
        valid_until=None,
    )  # fmt: skip
    cases_reactions.on_consent_granted(house.cases, said, NO_ENVELOPE)
    assert house.requested(grant_id=grant_id).status == "requested"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"scope": ConsentScope.SHARE_WITH_PARTNER}, GrantForSomethingElse),
        ({"recipients": (THIRD,)}, GrantForSomethingElse),
        ({"person_id": uuid4()}, GrantForSomethingElse),
        ({"valid_until": NOON - timedelta(seconds=1)}, GrantNotActive),
    ],
)
def test_a_consent_for_something_else_moves_nobody(
    house: TransferHouse, changes: dict[str, Any], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        house.requested(grant_id=house.agreed_to(NEW, **changes))


def test_without_a_consent_nobody_moves(house: TransferHouse) -> None:
    with pytest.raises(GrantNotKnownYet):
        house.requested(grant_id=uuid4())


def test_a_consent_to_move_shares_nothing_with_a_partner(house: TransferHouse) -> None:
    offer, draft = house.offer(), house.draft()
    with pytest.raises(GrantForSomethingElse):
        house.send(draft, offer, house.agreed_to(offer.partner_id), shared_fields=frozenset())


def test_a_consent_carries_one_move(house: TransferHouse) -> None:
    transfer = house.reversed(house.moved())
    with pytest.raises(ConsentUsed):
        house.requested(grant_id=transfer.grant_id)
    assert house.requested().status == "requested"


def test_after_a_refusal_the_same_consent_may_be_cited_again(house: TransferHouse) -> None:
    refused = house.refused(house.requested())
    assert house.requested(grant_id=refused.grant_id).status == "requested"


@pytest.mark.parametrize("begun", ["requested", "accepted_transfer", "packed"])
def test_who_no_longer_agrees_stays(house: TransferHouse, begun: str) -> None:
    transfer = getattr(house, begun)()
    tell_withdrawal(house, transfer)
    after = house.transfers.transfer(transfer.id)
    assert (after.status, after.withdrawal) == ("withdrawn", "consent_withdrawn")
    assert (house.custody.lead, house.custody.open_transfer) == (OFFICE, None)
    assert house.told[-1] == "case-transfer.withdrawn"


def test_a_consent_that_runs_out_ends_the_transfer_too(house: TransferHouse) -> None:
    transfer = house.packed()
    reactions.on_consent_expired(house.following, ended(intake.ConsentExpired, transfer), NO_ENVELOPE)
    assert house.transfers.transfer(transfer.id).withdrawal == "consent_expired"


def test_a_case_that_has_moved_has_moved(house: TransferHouse) -> None:
    transfer = house.moved()
    tell_withdrawal(house, transfer)
    assert (house.transfers.transfer(transfer.id).status, house.custody.lead) == ("completed", NEW)


def test_nobody_is_taken_over_under_a_consent_that_has_just_run_out(house: TransferHouse, clock: Clock) -> None:
    """Before intake's message about it has come."""
    grant_id = house.agreed_to(NEW, valid_until=NOON + timedelta(days=1))
    requested = house.requested(grant_id=grant_id)
    accepted = house.transfers.accept(requested.id, requested.version)
    packed = house.transfers.prepare_package(accepted.id, accepted.version, [])
    clock.pass_by(days=1)
    with pytest.raises(GrantNotActive):
        house.transfers.complete(packed.id, packed.version)
    assert (house.custody.lead, house.said("custody.moved")) == (OFFICE, [])


def test_nobody_accepts_under_a_consent_that_has_run_out(house: TransferHouse, clock: Clock) -> None:
    requested = house.requested(grant_id=house.agreed_to(NEW, valid_until=NOON + timedelta(hours=1)))
    clock.pass_by(hours=1)
    with pytest.raises(GrantNotActive):
        house.transfers.accept(requested.id, requested.version)


def test_a_withdrawal_at_the_moment_of_the_completion_is_a_version_conflict(house: TransferHouse) -> None:
    transfer = house.packed()
    with house.store.begin() as leaving, house.store.begin() as moving:
        for unit, decide in ((leaving, KnownGrant.withdraw), (moving, lambda g: g.carry_transfer(transfer.id))):
            grant = unit.get(KnownGrant, transfer.grant_id)
            decide(grant)
            unit.save(grant)
        leaving.commit()
        with pytest.raises(VersionConflict):
            moving.commit()


def test_a_merged_record_is_not_transferred_and_its_transfer_ends(house: TransferHouse) -> None:
    transfer, survivor = house.requested(), uuid4()
    said = merging.PersonsMerged(survivor_id=survivor, merged_id=PERSON, survivor_office_id=THIRD)
    cases_reactions.on_persons_merged(LinksApplication(house.store), said, NO_ENVELOPE)
    reactions.on_persons_merged(house.following, said, NO_ENVELOPE)
    assert house.transfers.transfer(transfer.id).withdrawal == "record_merged"
    with pytest.raises(refusals.RecordMergedAway):
        house.requested()


def test_nobody_who_was_erased_is_transferred(house: TransferHouse) -> None:
    accepted = house.accepted_transfer()
    packed = house.transfers.prepare_package(accepted.id, accepted.version, [])
    house.erased(PERSON)
    for step in (house.transfers.accept, house.transfers.complete):
        with pytest.raises(SubjectErased):
            step(packed.id, packed.version)


def test_an_erasure_ends_what_is_under_way(house: TransferHouse) -> None:
    transfer = house.requested()
    with house.store.unit_of_work() as unit:
        end_all(unit, [transfer.id, uuid4()], TransferWithdrawalReason.ERASURE)
    assert house.transfers.transfer(transfer.id).withdrawal == "erasure"


def closing(house: TransferHouse, office: UUID, receiver: UUID | None) -> None:
    ReplanningApplication(house.store).announce(office, receiver)


def test_nobody_is_sent_to_an_office_that_closes(house: TransferHouse) -> None:
    accepted = house.requested()
    closing(house, NEW, None)
    with pytest.raises(refusals.OfficeTakesNobody):
        house.transfers.accept(accepted.id, accepted.version)
    house.withdrawn(accepted)
    with pytest.raises(refusals.OfficeTakesNobody):
        house.requested()


def test_nobody_is_given_back_to_an_office_that_has_closed(house: TransferHouse) -> None:
    moved = house.moved()
    closing(house, OFFICE, NEW)
    with pytest.raises(refusals.OfficeTakesNobody):
        house.reversed(moved)


def test_who_takes_over_the_people_of_an_office_that_closes_asks_for_each_with_a_consent(house: TransferHouse) -> None:
    """X12, PL35: nobody is moved by the closing; who comes and agrees is."""
    referral = house.sent()
    closing(house, OFFICE, NEW)
    assert house.transfers.receiver_of(OFFICE) == NEW
    assert house.transfers.receiver_of(THIRD) is None
    transfer = house.moved(requested_by=NEW)
    assert (transfer.requested_by, transfer.status, house.custody.lead) == (NEW, "completed", NEW)
    assert house.cases.referral(referral.id).status == "transferred"
