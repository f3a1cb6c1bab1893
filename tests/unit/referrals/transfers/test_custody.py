"""B.2.3: one office leads, by its number; what comes late, twice or crossed moves nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.transfers import TransferRefusalReason, TransferWithdrawalReason
from infra.refusals import DomainError, StaleVersion
from services.referrals.transfers.domain import refusals
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.leading_offices import LeadingOffice
from tests.unit.referrals.house import OFFICE, PERSON
from tests.unit.referrals.transfers.house import NEW, THIRD, TransferHouse


def test_the_case_moves_at_the_completion_and_not_before(house: TransferHouse) -> None:
    transfer = house.packed()
    assert (house.custody.lead, house.custody.number, house.said("custody.moved")) == (OFFICE, 0, [])
    completed = house.transfers.complete(transfer.id, transfer.version)
    assert (completed.status, completed.number) == ("completed", 1)
    assert (house.custody.lead, house.custody.uf, house.custody.number) == (NEW, UF.BA, 1)
    assert house.said("custody.moved") == [
        {
            "person_id": str(PERSON), "transfer_id": str(transfer.id), "number": 1, "from_office_id": str(OFFICE),
            "to_office_id": str(NEW), "to_uf": "BA", "grant_id": str(transfer.grant_id), "reversal": False,
        }
    ]  # fmt: skip
    assert house.told == [
        "case-transfer.requested", "case-transfer.accepted", "custody.moved", "case-transfer.completed",
    ]  # fmt: skip


@pytest.mark.parametrize("end", [TransferHouse.refused, TransferHouse.withdrawn])
def test_who_refuses_or_takes_back_moves_nobody_and_another_office_may_be_asked(
    house: TransferHouse, end: Callable[[TransferHouse, CaseTransfer], CaseTransfer]
) -> None:
    transfer = end(house, house.requested())
    assert (house.custody.lead, house.custody.open_transfer, house.said("custody.moved")) == (OFFICE, None, [])
    assert house.told[-1] == f"case-transfer.{transfer.status}"
    assert house.moved(new=THIRD).number == 1


def test_a_case_is_handed_over_once_at_a_time(house: TransferHouse) -> None:
    house.requested()
    for other in (NEW, THIRD):
        with pytest.raises(refusals.TransferAlreadyOpen):
            house.requested(new=other)


def test_the_same_case_is_not_handed_over_twice_with_other_flags(house: TransferHouse) -> None:
    kept = house.sent().id
    transfer = house.packed(kept)
    with pytest.raises(refusals.PackageAlreadySent):
        house.transfers.prepare_package(transfer.id, transfer.version, [])
    completed = house.transfers.complete(transfer.id, transfer.version)
    for again in (
        lambda: house.transfers.prepare_package(transfer.id, completed.version, []),
        lambda: house.transfers.complete(transfer.id, completed.version),
    ):
        with pytest.raises(refusals.TransferOver):
            again()
    assert (len(house.said("custody.moved")), house.cases.referral(kept).status) == (1, "sent")


def test_only_the_office_that_leads_hands_over(house: TransferHouse) -> None:
    with pytest.raises(refusals.NotLeadingOffice):
        house.requested(old=THIRD)
    house.moved()
    with pytest.raises(refusals.NotLeadingOffice):
        house.requested(new=THIRD)


def test_nobody_hands_over_to_itself(house: TransferHouse) -> None:
    with pytest.raises(refusals.TransferToItself):
        house.requested(new=OFFICE)


def test_what_intake_has_not_heard_yet_does_not_bring_the_case_back(house: TransferHouse) -> None:
    """Intake still names the office that led before: who leads is decided here, by the number of the move."""
    house.moved()
    assert house.moved(old=NEW, new=THIRD, led=LeadingOffice(OFFICE, UF.AM)).number == 2
    assert house.custody.chain == [OFFICE, NEW, THIRD]


def test_a_reversal_is_a_move_too(house: TransferHouse) -> None:
    transfer = house.reversed(house.moved())
    assert (transfer.status, house.custody.lead, house.custody.uf) == ("reversed", OFFICE, UF.AM)
    back = house.said("custody.moved")[-1]
    assert (back["number"], back["reversal"]) == (2, True)
    assert (back["from_office_id"], back["to_office_id"], back["to_uf"]) == (str(NEW), str(OFFICE), "AM")
    assert house.said("case-transfer.reversed")[-1]["number"] == 2


def test_a_transfer_is_reversed_once(house: TransferHouse) -> None:
    transfer = house.reversed(house.moved())
    with pytest.raises(refusals.TransferOver):
        house.reversed(transfer)


def test_after_a_third_office_the_way_back_is_a_new_transfer(house: TransferHouse) -> None:
    first = house.moved()
    second = house.moved(old=NEW, new=THIRD)
    with pytest.raises(refusals.CaseMovedOn):
        house.reversed(first)
    house.reversed(second)
    with pytest.raises(refusals.CaseMovedOn):
        house.reversed(first)
    assert house.moved(old=NEW, new=OFFICE).number == 4
    assert house.custody.lead == OFFICE


def test_nothing_is_reversed_while_another_transfer_is_under_way(house: TransferHouse) -> None:
    transfer = house.moved()
    house.requested(old=NEW, new=THIRD)
    with pytest.raises(refusals.TransferAlreadyOpen):
        house.reversed(transfer)


Step = Callable[[TransferHouse, CaseTransfer], object]
ACCEPT: Step = lambda house, t: house.transfers.accept(t.id, t.version)  # noqa: E731
REFUSE: Step = TransferHouse.refused
WITHDRAW: Step = TransferHouse.withdrawn


@pytest.mark.parametrize("first", [ACCEPT, REFUSE, WITHDRAW])
@pytest.mark.parametrize("second", [ACCEPT, REFUSE, WITHDRAW])
def test_of_an_acceptance_a_refusal_and_a_withdrawal_that_cross_the_first_counts(
    house: TransferHouse, first: Step, second: Step
) -> None:
    seen_by_both = house.requested()
    first(house, seen_by_both)
    read_before = house.transfers.transfer(seen_by_both.id)
    with pytest.raises(StaleVersion):
        second(house, seen_by_both)
    assert house.transfers.transfer(seen_by_both.id).version == read_before.version


@pytest.mark.parametrize(
    ("begun", "step", "refusal"),
    [
        ("requested", lambda h, t: h.transfers.prepare_package(t.id, t.version, []), refusals.TransferNotAccepted),
        ("requested", lambda h, t: h.transfers.complete(t.id, t.version), refusals.TransferNotAccepted),
        ("requested", lambda h, t: h.transfers.reverse(t.id, t.version), refusals.TransferNotCompleted),
        ("accepted_transfer", lambda h, t: h.transfers.complete(t.id, t.version), refusals.PackageNotSent),
        ("accepted_transfer", ACCEPT, refusals.TransferAlreadyAnswered),
        ("accepted_transfer", REFUSE, refusals.TransferAlreadyAnswered),
        ("packed", ACCEPT, refusals.TransferAlreadyAnswered),
        ("packed", lambda h, t: h.transfers.reverse(t.id, t.version), refusals.TransferNotCompleted),
        ("moved", ACCEPT, refusals.TransferOver),
        ("moved", REFUSE, refusals.TransferOver),
        ("moved", WITHDRAW, refusals.TransferOver),
    ],
)
def test_a_step_out_of_order_is_refused(
    house: TransferHouse, begun: str, step: Step, refusal: type[DomainError]
) -> None:
    transfer = getattr(house, begun)()
    with pytest.raises(refusal):
        step(house, transfer)


def test_the_codes_are_told_and_nothing_else(house: TransferHouse) -> None:
    refused = house.requested()
    house.transfers.refuse(refused.id, refused.version, TransferRefusalReason.OUTSIDE_AREA)
    withdrawn = house.requested(new=THIRD)
    house.transfers.withdraw(withdrawn.id, withdrawn.version, TransferWithdrawalReason.OFFICE)
    assert house.said("case-transfer.refused")[0]["reason"] == "outside_area"
    assert house.said("case-transfer.withdrawn")[0]["reason"] == "office"
