"""DL12, DL14 and DL23 on the real database: months whose list does not come, checks to ask, a seal that lapses."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from contracts.vocabulary.network import UF
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import PlacementKind, RetentionMark, SealGround, SentenceRegime, WorkSetting
from infra.deadlines.deadline import deadline, deadline_id
from services.referrals.work.applications.placements import PlacementsApplication
from services.referrals.work.applications.quotas import QuotasApplication
from services.referrals.work.applications.seals import SealsApplication
from services.referrals.work.domain.placement import Engagement
from services.referrals.work.domain.quota_contract import Terms
from services.referrals.work.domain.vacancy import Conditions, Occupation
from services.referrals.work.domain.workplace import Workplace
from tests.integration.deadlines.conftest import MORNING, ZONE, Town

DAY = MORNING.date()
OCCUPATION = Occupation("725705", WorkSetting.EXTERNAL, True)
CONDITIONS = Conditions((SentenceRegime.RELEASED,), None, DAY, None, ())


def employer(town: Town) -> UUID:
    """The partner of the town."""
    return town.one.network.offer(town.offer).partner_id


def worker_of(town: Town) -> Engagement:
    """Somebody who is employed by it."""
    return Engagement(
        uuid4(), uuid4(), ClientType.RELEASED, PlacementKind.FORMAL_JOB, WorkSetting.EXTERNAL, "725705", DAY,
        employer_id=employer(town),
    )  # fmt: skip


def started(town: Town) -> UUID:
    place = Workplace(UF(town.home.uf), town.home.ibge7, ZONE)
    return PlacementsApplication(town.one.store).start(worker_of(town), place).id


def status(town: Town, rule: str, subject: UUID, key: str) -> str | None:
    with town.one.store.begin() as unit:
        kept = unit.find(deadline("referrals"), deadline_id("referrals", rule, subject, key))
    return kept.status if kept else None


def test_months_whose_list_does_not_come_are_late_one_by_one_until_the_contract_ends(town: Town) -> None:
    app, partner = QuotasApplication(town.one.store), employer(town)
    terms = Terms("1/2025", partner, partner, Decimal("400000"), 30, DAY, DAY, date(2025, 6, 15))
    contract = app.register_contract(terms, OCCUPATION, CONDITIONS)[0]
    town.clock.pass_by(days=14)
    town.one.turn()
    town.two.turn()
    assert town.told(contract.id)[-1] == "MonthlyListLate"
    app.send_list(contract.id, contract.version, "2025-05", 1)
    town.clock.pass_by(days=300)
    town.one.turn()
    assert [name for name in town.told(contract.id) if name == "MonthlyListLate"] == ["MonthlyListLate"] * 2
    months = ("2025-04", "2025-05", "2025-06", "2025-07")
    assert [status(town, "DL12", contract.id, month) for month in months] == ["missed", "met", "missed", None]


def test_what_nobody_asked_stays_in_the_list_as_missed(town: Town) -> None:
    placement = started(town)
    town.clock.pass_by(days=100)
    town.one.turn()
    assert [status(town, "DL14", placement, mark.value) for mark in RetentionMark] == [
        "missed", "missed", "open", "open",
    ]  # fmt: skip
    app = PlacementsApplication(town.one.store)
    app.record_check(placement, 1, RetentionMark.AFTER_90_DAYS, True)
    assert status(town, "DL14", placement, "90") == "met"
    assert set(app.placement(placement).due) == {
        RetentionMark.AFTER_30_DAYS, RetentionMark.AFTER_180_DAYS, RetentionMark.AFTER_365_DAYS,
    }  # fmt: skip


def test_a_seal_is_announced_and_lapses_with_its_last_day(town: Town) -> None:
    app = SealsApplication(town.one.store)
    seal = app.grant(employer(town), SealGround.HIRES, started(town))
    town.clock.instant = MORNING + timedelta(days=310)
    town.one.turn()
    assert town.told(seal.id)[-1] == "RenewalDue"
    town.clock.instant = MORNING + timedelta(days=364)
    town.one.turn()
    assert app.seal(seal.id).lapsed is False
    town.clock.pass_by(days=1)
    town.one.turn()
    town.two.turn()
    assert (app.seal(seal.id).lapsed, town.told(seal.id)[-1]) == (True, "Lapsed")
    assert seal.id not in {line.seal_id for line in app.seals(UF(town.home.uf), 100_000)}
