"""Quota contracts: what they require, what is listed each month, and what is missing (F13, PL17, DL12)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from contracts.vocabulary.work import WaiverReason
from infra.kernel import NotFound
from services.referrals.network.domain.partner_refusals import PartnerNotActive
from services.referrals.work.applications.quotas import shares
from services.referrals.work.domain import quota_refusals as refusals
from services.referrals.work.domain.months import following
from services.referrals.work.domain.plain_text import TextNamesSomebody
from services.referrals.work.domain.quota_contract import QuotaContract
from services.referrals.work.domain.quota_rule import NoQuotaRule, QuotaDoesNotApply
from services.referrals.work.quotas import rule_on
from tests.clock import Clock
from tests.unit.referrals.work.house import REFRIGERATION, WorkHouse, conditions

ABOVE = Decimal("330000.01")


def waive(house: WorkHouse, contract: QuotaContract, text: str = "The work is inside a laboratory.") -> QuotaContract:
    return house.quotas.waive(contract.id, contract.version, WaiverReason.INCOMPATIBLE_SERVICE, text)


@pytest.mark.parametrize(
    ("workforce", "percent", "exact", "slots"),
    [
        (1, "3", "0.03", 1),
        (200, "3", "6", 6),
        (201, "4", "8.04", 9),
        (240, "4", "9.6", 10),
        (500, "4", "20", 20),
        (501, "5", "25.05", 26),
        (1000, "5", "50", 50),
        (1001, "6", "60.06", 61),
    ],
)
def test_the_percentage_goes_by_the_workforce_and_both_numbers_are_kept(
    workforce: int, percent: str, exact: str, slots: int
) -> None:
    quota = rule_on(date(2025, 3, 1)).quota(ABOVE, workforce)
    assert (quota.percent, quota.slots_exact, quota.slots) == (Decimal(percent), Decimal(exact), slots)


def test_the_limit_itself_is_not_above_the_limit() -> None:
    with pytest.raises(QuotaDoesNotApply):
        rule_on(date(2025, 3, 1)).quota(Decimal("330000.00"), 240)


def test_no_quota_before_the_decree(house: WorkHouse) -> None:
    with pytest.raises(NoQuotaRule):
        house.contract(signed_on=date(2018, 7, 24))


def test_ten_of_240_are_reserved_and_told(house: WorkHouse) -> None:
    """Step 11 of the scenario: 4 % of 240 are 9.6, so that ten vacancies are published."""
    contract, vacancies = house.quotas.register_contract(house.terms(), REFRIGERATION, conditions())
    assert len(vacancies) == 10
    assert house.told[-11:] == ["quota-contract.registered", *["vacancy.published"] * 10]
    told = house.messages[-11]["data"]
    assert (told["required_percent"], told["required_slots_exact"], told["required_slots"]) == ("4", "9.6", 10)
    kept = [house.vacancies.vacancy(vacancy) for vacancy in vacancies]
    assert {(v.reserved_kind, v.contract_id, v.slots) for v in kept} == {("pnat", contract.id, 1)}


@pytest.mark.parametrize(("slots", "vacancies"), [(1, [1]), (10, [1] * 10), (250, [3] * 50 + [2] * 50)])
def test_very_many_slots_are_shared_among_a_hundred_vacancies(slots: int, vacancies: list[int]) -> None:
    assert shares(slots) == vacancies


def test_a_contract_is_registered_once(house: WorkHouse) -> None:
    terms = house.terms()
    house.quotas.register_contract(terms, REFRIGERATION, conditions())
    with pytest.raises(refusals.QuotaContractKnown):
        house.quotas.register_contract(terms, REFRIGERATION, conditions())


def test_both_sides_stand_in_the_directory_and_the_employer_is_active(house: WorkHouse) -> None:
    with pytest.raises(NotFound):
        house.contract(body=uuid4())
    with pytest.raises(PartnerNotActive):
        house.contract(house.agreed())


def test_a_contract_ends_after_it_starts_and_not_before_today(house: WorkHouse) -> None:
    with pytest.raises(refusals.ContractEndsBeforeItStarts):
        house.contract(ends_on=date(2025, 3, 31))
    with pytest.raises(refusals.ContractIsOver):
        house.contract(ends_on=date(2025, 4, 16))


def test_a_list_leaves_its_number_and_tells_what_is_missing(house: WorkHouse) -> None:
    contract = house.contract()
    assert contract.missing == 10
    contract = house.quotas.send_list(contract.id, contract.version, "2025-04", 7)
    assert (contract.listed, contract.missing) == (7, 3)
    assert house.told[-2:] == ["quota-contract.monthly-list-sent", "quota-contract.shortfall-detected"]
    short = house.messages[-1]["data"]
    assert (short["counted_by"], short["required"], short["counted"]) == ("list", 10, 7)


def test_enough_is_no_shortfall(house: WorkHouse) -> None:
    contract = house.contract()
    contract = house.quotas.send_list(contract.id, contract.version, "2025-04", 11)
    assert (contract.missing, house.told[-1]) == (0, "quota-contract.monthly-list-sent")


def test_what_is_recorded_late_of_an_earlier_month_says_nothing_of_today(house: WorkHouse, clock: Clock) -> None:
    contract = house.contract()
    clock.pass_by(days=30)
    contract = house.quotas.send_list(contract.id, contract.version, "2025-05", 10)
    contract = house.quotas.send_list(contract.id, contract.version, "2025-04", 2)
    assert (contract.listed, contract.missing, house.told[-1]) == (10, 0, "quota-contract.monthly-list-sent")
    assert house.messages[-1]["data"]["in_time"] is False


@pytest.mark.parametrize("month", ["2025-03", "2025-05"])
def test_no_list_for_a_month_before_the_registration_or_ahead(house: WorkHouse, month: str) -> None:
    contract = house.contract()
    with pytest.raises(refusals.MonthOutsideContract):
        house.quotas.send_list(contract.id, contract.version, month, 1)


def test_no_list_after_the_end(house: WorkHouse, clock: Clock) -> None:
    contract = house.contract(ends_on=date(2025, 4, 30))
    clock.pass_by(days=20)
    with pytest.raises(refusals.MonthOutsideContract):
        house.quotas.send_list(contract.id, contract.version, "2025-05", 10)


def test_a_month_is_listed_once(house: WorkHouse) -> None:
    contract = house.contract()
    contract = house.quotas.send_list(contract.id, contract.version, "2025-04", 10)
    with pytest.raises(refusals.ListAlreadySent):
        house.quotas.send_list(contract.id, contract.version, "2025-04", 10)


def test_a_list_is_not_longer_than_the_workforce(house: WorkHouse) -> None:
    contract = house.contract()
    with pytest.raises(refusals.MoreThanTheWorkforce):
        house.quotas.send_list(contract.id, contract.version, "2025-04", 241)


def test_a_waiver_says_why_and_ends_the_duty(house: WorkHouse) -> None:
    contract = waive(house, house.contract())
    assert (contract.missing, contract.waiver_reason) == (0, "incompatible_service")
    assert house.messages[-1]["data"]["reason"] == "incompatible_service"
    assert "justification" not in house.messages[-1]["data"]
    assert house.waits("DL12", contract.id, "2025-04").status == "dropped"
    with pytest.raises(refusals.QuotaWaived):
        waive(house, contract)
    with pytest.raises(refusals.QuotaWaived):
        house.quotas.send_list(contract.id, contract.version, "2025-04", 1)
    house.quotas.mark_list_late(contract.id, "2025-04")
    assert house.happened(contract.id)[-1] == "WaiverRecorded"


def test_a_waiver_names_nobody(house: WorkHouse) -> None:
    contract = house.contract()
    with pytest.raises(TextNamesSomebody):
        waive(house, contract, "Ask ana@example.org.")


def test_each_month_has_a_list_due_by_its_end_in_the_place_of_the_employer(house: WorkHouse) -> None:
    contract = house.contract()
    april = house.waits("DL12", contract.id, "2025-04")
    assert (april.due.at, april.status) == (datetime(2025, 5, 1, 3, 59, 59, tzinfo=UTC), "open")
    contract = house.quotas.send_list(contract.id, contract.version, "2025-04", 10)
    assert house.waits("DL12", contract.id, "2025-04").status == "met"
    assert house.waits("DL12", contract.id, "2025-05").due.on == date(2025, 5, 31)


def test_a_month_without_its_list_is_late_and_the_next_one_is_due(house: WorkHouse, clock: Clock) -> None:
    contract = house.contract()
    clock.pass_by(days=14)
    house.quotas.mark_list_late(contract.id, "2025-04")
    assert house.happened(contract.id)[-1] == "MonthlyListLate"
    assert house.waits("DL12", contract.id, "2025-05") is not None
    contract = house.quotas.send_list(contract.id, 1, "2025-04", 10)
    house.quotas.mark_list_late(contract.id, "2025-04")
    assert house.happened(contract.id)[-1] == "MonthlyListSent"
    assert house.waits("DL12", contract.id, "2025-06") is None


def test_after_the_last_month_nothing_is_due(house: WorkHouse) -> None:
    contract = house.contract(ends_on=date(2025, 4, 30))
    contract = house.quotas.send_list(contract.id, contract.version, "2025-04", 10)
    assert house.waits("DL12", contract.id, "2025-05") is None


def test_a_contract_that_starts_later_has_its_first_list_then(house: WorkHouse) -> None:
    contract = house.contract(starts_on=date(2025, 12, 15))
    assert house.waits("DL12", contract.id, "2025-12").due.on == date(2025, 12, 31)
    assert following("2025-12") == "2026-01"
