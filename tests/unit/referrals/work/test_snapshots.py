"""Long streams of work are kept as snapshots, which give back the same aggregate."""

from __future__ import annotations

import pytest

from contracts.vocabulary.work import RetentionMark, SealGround
from infra.eventstore import snapshots
from infra.kernel import Aggregate
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.domain.employer_seal import EmployerSeal
from services.referrals.work.domain.enrolment import Enrolment
from services.referrals.work.domain.micro_credit import MicroCredit
from services.referrals.work.domain.placement import Placement
from services.referrals.work.domain.quota_contract import QuotaContract
from services.referrals.work.domain.training_offer import TrainingOffer
from services.referrals.work.domain.vacancy import Vacancy
from tests.unit.referrals.house import TODAY
from tests.unit.referrals.work.house import REFRIGERATION, WorkHouse, conditions

KINDS = (QuotaContract, Vacancy, Candidate, TrainingOffer, Enrolment, Placement, MicroCredit, EmployerSeal)


@pytest.mark.parametrize("kind", KINDS)
def test_a_snapshot_gives_back_the_same_aggregate(house: WorkHouse, kind: type[Aggregate]) -> None:
    contract, vacancies = house.quotas.register_contract(house.terms(), REFRIGERATION, conditions())
    contract = house.quotas.send_list(contract.id, contract.version, "2025-04", 7)
    candidate, course = house.selected(house.vacancies.vacancy(vacancies[0])), house.completed()
    placement = house.placed(candidate, started_on=TODAY.replace(month=3))
    placement = house.placements.record_check(placement.id, 1, RetentionMark.AFTER_30_DAYS, True)
    seal = house.seals.grant(contract.terms.employer_id, SealGround.HIRES, placement.id)
    ids = dict(
        zip(KINDS, (contract.id, vacancies[0], candidate.id, course.attendance.training_id, course.id, placement.id,
                    house.credit().id, seal.id), strict=True)
    )  # fmt: skip
    with house.store.unit_of_work() as unit:
        aggregate = unit.get(kind, ids[kind])
    restored = snapshots.restore(kind, snapshots.take(aggregate).parameters[3])
    assert vars(restored) == vars(aggregate)
