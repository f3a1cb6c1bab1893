"""Looking back on a release: four points of time, every answer free to leave out, ended by death, erasure or a no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts.vocabulary.care import PlanClosureReason
from contracts.vocabulary.outcomes import DocumentsSituation, HousingSituation, LookBackEnd, LookBackMark
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.release import ReleaseProgramme
from infra.deadlines.deadline import deadline, deadline_id
from infra.kernel import DomainError, SubjectErased
from infra.refusals import StaleVersion
from services.intake.people.applications.look_backs import LookBacksApplication, end_look_back
from services.intake.people.applications.pre_release import PreReleaseApplication
from services.intake.people.domain import look_back_refusals as refusals
from services.intake.people.domain.look_back import LookBack
from services.intake.people.domain.pre_release_case import PreReleaseCase
from tests.clock import Clock
from tests.unit.intake.follow_up.house import NOON, OPENING, House

TODAY = NOON.date()
FIRST, SECOND, LAST = LookBackMark.DAYS_30, LookBackMark.DAYS_180, LookBackMark.DAYS_730


@pytest.fixture
def app(house: House) -> LookBacksApplication:
    return LookBacksApplication(house.store)


def kept(house: House, mark: LookBackMark, released_on: date = TODAY) -> Any:
    look_back = LookBack.create_id(house.person)
    with house.store.unit_of_work() as unit:
        found = deadline_id("intake", "DL21", look_back, f"{released_on}/{mark}")
        return unit.get(deadline("intake"), found) if unit.exists(deadline("intake"), found) else None


def statuses(house: House) -> list[str]:
    return [kept(house, mark).status for mark in LookBackMark]


def running(app: LookBacksApplication, house: House) -> LookBack:
    return app.start(house.person, TODAY)


def test_a_release_is_asked_about_four_times(app: LookBacksApplication, house: House) -> None:
    running(app, house)
    found = {mark: kept(house, mark).due.on for mark in LookBackMark}
    # Day 30 is Saturday 17 May, day 180 Tuesday 14 October; the first ends on the working day after it.
    assert found[FIRST] == date(2025, 5, 19)
    assert found[SECOND] == date(2025, 10, 14)
    assert found[LAST] >= TODAY + timedelta(days=730)


def test_what_the_person_says_is_sealed_and_meets_its_deadline(
    app: LookBacksApplication, house: House, clock: Clock
) -> None:
    look_back = running(app, house)
    clock.pass_by(days=20)
    app.review(house.person, look_back.version, FIRST, housing=HousingSituation.STREET, documents=None)
    assert statuses(house) == ["met", "open", "open", "open"]
    found, said = app.opened(house.person, OPENING)
    assert said == {FIRST: {"housing": "street", "work": None, "documents": None}}
    assert "street" not in repr(vars(found))


def test_every_answer_may_be_left_out(app: LookBacksApplication, house: House) -> None:
    app.review(house.person, running(app, house).version, FIRST)
    assert app.opened(house.person, OPENING)[1][FIRST] == {"housing": None, "work": None, "documents": None}


def test_nobody_is_late_with_what_nobody_knew(app: LookBacksApplication, house: House) -> None:
    released_on = TODAY - timedelta(days=200)
    app.start(house.person, released_on)
    assert [kept(house, mark, released_on) is not None for mark in LookBackMark] == [False, False, True, True]


Attempt = Callable[[LookBacksApplication, House, LookBack], object]
REFUSED: list[tuple[type[DomainError], Attempt]] = [
    (refusals.LookBackRunning, lambda a, h, _: a.start(h.person, TODAY)),
    (refusals.ReleaseDayAhead, lambda a, h, _: a.start(h.person, TODAY + timedelta(days=1))),
    (refusals.ReleaseDayAhead, lambda a, h, _: a.start(h.person, TODAY - timedelta(days=731))),
    (refusals.MarkTooEarly, lambda a, h, k: a.review(h.person, k.version, SECOND)),
    (refusals.MarkReviewed, lambda a, h, k: a.review(h.person, a.review(h.person, k.version, FIRST).version, FIRST)),
    (refusals.LookBackOver, lambda a, h, k: a.review(h.person, _ended(a, h, k).version, FIRST)),
    (refusals.LookBackOver, lambda a, h, k: a.end(h.person, _ended(a, h, k).version, LookBackEnd.MOVED)),
    (refusals.LookBackGoesOn, lambda a, h, k: a.resume(h.person, k.version)),
    (refusals.LookBackNotFound, lambda a, h, _: a.end(h.somebody(), 1, LookBackEnd.OTHER)),
    (refusals.OnlyAfterARelease, lambda a, h, _: a.start(_relative(h), TODAY)),
    (StaleVersion, lambda a, h, k: a.end(h.person, k.version - 1, LookBackEnd.OTHER)),
]


def _ended(app: LookBacksApplication, house: House, look_back: LookBack) -> LookBack:
    return app.end(house.person, look_back.version, LookBackEnd.PERSON_CHOICE)


def _relative(house: House) -> Any:
    return house.people.register_person(house.office, [ClientType.RELATIVE]).id


@pytest.mark.parametrize(("refusal", "attempt"), REFUSED)
def test_what_a_look_back_refuses(
    app: LookBacksApplication, house: House, refusal: type[DomainError], attempt: Attempt
) -> None:
    look_back = running(app, house)
    with pytest.raises(refusal):
        attempt(app, house, look_back)


def test_the_persons_no_ends_it_and_a_yes_resumes_what_has_not_passed(
    app: LookBacksApplication, house: House, clock: Clock
) -> None:
    look_back = app.review(house.person, running(app, house).version, FIRST)
    ended = _ended(app, house, look_back)
    assert statuses(house) == ["met", "dropped", "dropped", "dropped"]
    clock.pass_by(days=200)
    app.resume(house.person, ended.version)
    assert statuses(house) == ["met", "dropped", "open", "open"]


def test_another_release_ends_the_earlier_one(app: LookBacksApplication, house: House) -> None:
    earlier = TODAY - timedelta(days=10)
    app.start(house.person, earlier)
    look_back = app.start(house.person, TODAY)
    assert (look_back.released_on, look_back.reviews) == (TODAY, {})
    assert (kept(house, FIRST, earlier).status, kept(house, FIRST).status) == ("dropped", "open")


def test_a_death_ends_it_with_the_plan(app: LookBacksApplication, house: House) -> None:
    running(app, house)
    plan = house.plan()
    house.plans.close(plan.id, plan.version, PlanClosureReason.RETURNED_TO_PRISON)
    assert statuses(house) == ["open"] * 4
    plan = house.plan()
    house.plans.close(plan.id, plan.version, PlanClosureReason.DEATH)
    assert statuses(house) == ["dropped"] * 4
    assert app.opened(house.person, OPENING)[0].end_reason is LookBackEnd.DEATH


def test_an_erasure_ends_it(app: LookBacksApplication, house: House) -> None:
    running(app, house)
    with house.store.unit_of_work() as unit:
        end_look_back(unit, house.person, LookBackEnd.ERASURE)
        person = unit.get(type(app.person(house.person)), house.person)
        person.erase(uuid4())
        unit.save(person)
    assert statuses(house) == ["dropped"] * 4
    with pytest.raises(SubjectErased):
        app.start(house.person, TODAY)


class Case:
    """Of somebody who has said yes."""

    def __init__(self, house: House) -> None:
        self.house, self.app = house, PreReleaseApplication(house.store)
        case = self.app.open_case(house.office, ReleaseProgramme.BR, name="Fictional", expected_release_on=TODAY)
        case = self.app.hold_meeting(case.id, case.version)
        self.now: PreReleaseCase = self.app.answer(case.id, case.version, accepts=True)

    def link(self) -> None:
        self.now = self.app.link(self.now.id, self.now.version, self.house.person)

    def release(self) -> None:
        self.now = self.app.release(self.now.id, self.now.version)

    def revoke(self) -> None:
        self.now = self.app.revoke_release(self.now.id, self.now.version, None)


def test_the_release_of_a_persons_case_starts_it(house: House) -> None:
    case = Case(house)
    case.link()
    case.release()
    assert statuses(house) == ["open"] * 4


def test_a_released_case_starts_it_from_its_day_when_it_becomes_a_persons(house: House, clock: Clock) -> None:
    case = Case(house)
    case.release()
    assert kept(house, FIRST) is None
    clock.pass_by(days=3)
    case.link()
    assert kept(house, FIRST).due.on == date(2025, 5, 19)


def test_a_release_that_was_none_is_not_asked_about(app: LookBacksApplication, house: House) -> None:
    case = Case(house)
    case.link()
    case.release()
    case.revoke()
    assert app.opened(house.person, OPENING)[0].end_reason is LookBackEnd.RELEASE_REVOKED
    assert statuses(house) == ["dropped"] * 4
    case.release()
    assert statuses(house) == ["open"] * 4


def test_no_answer_rates_anybody() -> None:
    """A situation is a fact of life; nothing counts up to a risk, and a return to prison is not asked for."""
    said = {*HousingSituation, *DocumentsSituation, *LookBackEnd}
    assert not [word for word in said if any(bad in word for bad in ("prison", "risk", "score", "recid", "fail"))]
