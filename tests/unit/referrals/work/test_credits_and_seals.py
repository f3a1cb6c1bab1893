"""Micro-credit in bands (A092, F30), and the seal of employers that lapses by itself (F14, DL23)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import OrganisationType
from contracts.vocabulary.work import AmountBand, CreditRefusal, ExitReason, SealGround
from services.referrals.network.domain.partner_refusals import PartnerNotActive
from services.referrals.work.domain import employer_seal as seals
from services.referrals.work.domain.employer_seal import EmployerSeal, a_year_from
from services.referrals.work.domain.micro_credit import CreditDecided, NoLender
from tests.clock import Clock
from tests.unit.referrals.house import TODAY
from tests.unit.referrals.work.house import WorkHouse

LAST_DAY = date(2026, 4, 16)


def granted(house: WorkHouse) -> tuple[EmployerSeal, UUID]:
    """To an employer that has hired somebody, and what shows it."""
    placement = house.placed()
    employer_id = placement.engagement.employer_id
    assert employer_id is not None
    return house.seals.grant(employer_id, SealGround.HIRES, placement.id), placement.id


def test_a_relative_asks_and_is_granted_less(house: WorkHouse) -> None:
    """Step 13 of the scenario."""
    credit = house.credit()
    assert (house.told[-1], house.messages[-1]["data"]["client_type"]) == ("micro-credit.requested", "relative")
    credit = house.credits.grant(credit.id, credit.version, AmountBand.UP_TO_1000)
    assert (credit.status, credit.amount_band) == ("granted", "up_to_1000")
    assert house.messages[-1]["data"]["amount_band"] == "up_to_1000"


def test_a_lender_says_no_in_a_code(house: WorkHouse) -> None:
    credit = house.credit()
    credit = house.credits.refuse(credit.id, credit.version, CreditRefusal.NO_FUNDS)
    assert (credit.status, house.messages[-1]["data"]["reason"]) == ("refused", "no_funds")


def test_who_takes_a_request_back_is_told_to_nobody(house: WorkHouse) -> None:
    credit = house.credit()
    before = len(house.messages)
    assert house.credits.withdraw(credit.id, credit.version).status == "withdrawn"
    assert len(house.messages) == before


def test_what_is_decided_stays_decided(house: WorkHouse) -> None:
    credit = house.credit()
    credit = house.credits.refuse(credit.id, credit.version, CreditRefusal.OTHER)
    with pytest.raises(CreditDecided):
        house.credits.grant(credit.id, credit.version, AmountBand.UP_TO_1000)
    with pytest.raises(CreditDecided):
        house.credits.refuse(credit.id, credit.version, CreditRefusal.OTHER)
    with pytest.raises(CreditDecided):
        house.credits.withdraw(credit.id, credit.version)


def test_only_an_active_lender_lends(house: WorkHouse) -> None:
    with pytest.raises(NoLender):
        house.credit(house.active(OrganisationType.NGO))
    with pytest.raises(PartnerNotActive):
        house.credit(house.agreed(OrganisationType.FINANCIAL_INSTITUTION))
    for kind in (OrganisationType.DEVELOPMENT_FOUNDATION, OrganisationType.PRISON_INDUSTRY_FOUNDATION):
        assert house.credit(house.active(kind)).status == "requested"


def test_who_has_hired_bears_the_seal_for_a_year(house: WorkHouse) -> None:
    seal, _ = granted(house)
    assert (seal.valid_until, house.told[-1]) == (LAST_DAY, "employer-seal.granted")
    waiting = house.waits("DL23", seal.id, LAST_DAY.isoformat())
    assert (waiting.due.on, waiting.due.at - waiting.due.approaching_at) == (LAST_DAY, timedelta(days=60))


def test_who_has_taught_bears_it_too(house: WorkHouse) -> None:
    course = house.completed()
    seal = house.seals.grant(course.attendance.provider_id, SealGround.COURSES, course.id)
    assert seal.ground == "courses"


def test_no_seal_without_a_proof_of_this_employer_and_of_this_year(house: WorkHouse, clock: Clock) -> None:
    placement, course = house.placed(), house.enrolled()
    employer = placement.engagement.employer_id
    assert employer is not None
    for employer_id, ground, proof in (
        (employer, SealGround.HIRES, uuid4()),
        (employer, SealGround.COURSES, placement.id),
        (house.employer().id, SealGround.HIRES, placement.id),
        (course.attendance.provider_id, SealGround.COURSES, course.id),
    ):
        with pytest.raises(seals.SealNeedsProof):
            house.seals.grant(employer_id, ground, proof)
    house.placements.end(placement.id, placement.version, TODAY, ExitReason.MOVED)
    clock.pass_by(days=366)
    with pytest.raises(seals.SealNeedsProof):
        house.seals.grant(employer, SealGround.HIRES, placement.id)


def test_it_is_renewed_in_its_last_sixty_days_for_the_year_that_follows(house: WorkHouse, clock: Clock) -> None:
    seal, placement_id = granted(house)
    with pytest.raises(seals.RenewalTooEarly):
        house.seals.renew(seal.id, seal.version, SealGround.HIRES, placement_id)
    with pytest.raises(seals.SealStillValid):
        house.seals.grant(seal.employer_id, SealGround.HIRES, placement_id)
    clock.pass_by(days=330)
    house.seals.remind(seal.id, LAST_DAY)
    renewed = house.seals.renew(seal.id, seal.version, SealGround.HIRES, placement_id)
    assert (renewed.valid_until, house.told[-1]) == (date(2027, 4, 16), "employer-seal.renewed")
    assert house.waits("DL23", seal.id, LAST_DAY.isoformat()).status == "met"
    assert house.waits("DL23", seal.id, "2027-04-16").status == "open"
    house.seals.lapse(seal.id, LAST_DAY)
    house.seals.remind(seal.id, LAST_DAY)
    assert house.happened(seal.id) == ["Granted", "RenewalDue", "Renewed"]


def test_it_lapses_by_itself_and_is_granted_anew(house: WorkHouse, clock: Clock) -> None:
    seal, placement_id = granted(house)
    clock.pass_by(days=370)
    with pytest.raises(seals.SealLapsed):
        house.seals.renew(seal.id, seal.version, SealGround.HIRES, placement_id)
    house.seals.lapse(seal.id, LAST_DAY)
    assert (house.seals.seal(seal.id).lapsed, house.told[-1]) == (True, "employer-seal.lapsed")
    with pytest.raises(seals.SealLapsed):
        house.seals.renew(seal.id, house.seals.seal(seal.id).version, SealGround.HIRES, placement_id)
    anew = house.seals.grant(seal.employer_id, SealGround.HIRES, placement_id)
    assert (anew.id, anew.lapsed, house.told[-1]) == (seal.id, False, "employer-seal.granted-anew")


def test_a_year_ends_on_the_day_before_it_began() -> None:
    assert a_year_from(date(2025, 4, 17)) == LAST_DAY
    assert a_year_from(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_from(date(2027, 3, 1)) == date(2028, 2, 29)
