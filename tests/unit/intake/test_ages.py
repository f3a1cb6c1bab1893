"""Estimated ages: the person's word where no birth date is known, with its source, used by the queue's order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.offices import PriorityClass
from contracts.vocabulary.persons import ClientType, DeclarationSource
from infra import world
from infra.kernel import DomainError, SubjectErased
from infra.refusals import StaleVersion
from services.intake.people.applications.ages import AgesApplication
from services.intake.people.domain.age import BirthDateKnown, grown
from services.intake.people.domain.person import MinorsAreRelatives, Person
from services.intake.people.domain.priority import Circumstances
from tests.clock import Clock
from tests.unit.intake.follow_up.house import NOON, OPENING, House

OWN, OTHER = DeclarationSource.SELF_DECLARED, DeclarationSource.THIRD_PARTY


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    clock = Clock(NOON)
    with world.use(clock):
        yield clock


@pytest.fixture
def house(clock: Clock) -> House:
    return House()


@pytest.fixture
def app(house: House) -> AgesApplication:
    return AgesApplication(house.store)


def arrives(house: House, person: UUID, **said: int) -> PriorityClass:
    return house.people.register_arrival(house.office, Circumstances(**said), OPENING, person_id=person).priority_class


def test_the_persons_word_of_an_earlier_day_decides_the_place(app: AgesApplication, house: House) -> None:
    assert arrives(house, house.person) is PriorityClass.PR4
    app.estimate(house.person, 1, 82, 3, OWN)
    assert arrives(house, house.person) is PriorityClass.PR1


def test_what_is_said_on_arrival_goes_before_what_was_said_then(app: AgesApplication, house: House) -> None:
    app.estimate(house.person, 1, 82, 0, OWN)
    assert arrives(house, house.person, age=65) is PriorityClass.PR2


def test_a_birth_date_goes_before_every_word(app: AgesApplication, house: House) -> None:
    person = app.estimate(house.person, 1, 82, 0, OWN)
    with house.store.unit_of_work() as unit:
        kept = unit.get(Person, person.id)
        kept.correct(birth_date=date(1990, 5, 1))
        unit.save(kept)
    assert arrives(house, house.person, age=99) is PriorityClass.PR4


def test_who_was_59_is_60_a_year_later(app: AgesApplication, house: House, clock: Clock) -> None:
    app.estimate(house.person, 1, 59, 0, OWN)
    assert arrives(house, house.person) is PriorityClass.PR4
    clock.pass_by(days=366)
    assert arrives(house, house.person) is PriorityClass.PR2


def test_every_word_is_kept_with_who_said_it(app: AgesApplication, house: House, clock: Clock) -> None:
    app.estimate(house.person, 1, 70, 5, OTHER)
    clock.pass_by(days=1)
    app.estimate(house.person, 2, 66, 0, OWN)
    said = [(one.source, one.age, one.precision_years) for one in app.estimates(house.person, OPENING)]
    assert said == [(OWN, 66, 0), (OTHER, 70, 5)]
    assert "66" not in repr([vars(one)["estimate"] for one in app.person(house.person).age_estimates])


@pytest.mark.parametrize(
    ("refusal", "born", "age", "expected"),
    [
        (BirthDateKnown, date(1950, 1, 1), 75, 1),
        (MinorsAreRelatives, None, 15, 1),
        (StaleVersion, None, 40, 7),
    ],
)
def test_what_is_refused(
    app: AgesApplication, house: House, refusal: type[DomainError], born: date | None, age: int, expected: int
) -> None:
    person = house.people.register_person(house.office, [ClientType.RELEASED], birth_date=born)
    with pytest.raises(refusal):
        app.estimate(person.id, expected, age, 0, OWN)


def test_a_child_may_be_a_relative_and_an_uncertain_word_counts_for_the_person(
    app: AgesApplication, house: House
) -> None:
    child = house.people.register_person(house.office, [ClientType.RELATIVE])
    assert len(app.estimate(child.id, 1, 9, 0, OTHER).age_estimates) == 1
    assert len(app.estimate(house.person, 1, 16, 3, OTHER).age_estimates) == 1


def test_nothing_is_estimated_of_who_was_erased(app: AgesApplication, house: House) -> None:
    with house.store.unit_of_work() as unit:
        person = unit.get(Person, house.person)
        person.erase(uuid4())
        unit.save(person)
    with pytest.raises(SubjectErased):
        app.estimate(house.person, 1, 40, 0, OWN)


def test_an_earlier_day_makes_nobody_younger() -> None:
    assert grown({"age": 40}, date(2025, 4, 17), date(2025, 4, 16)) == 40
    assert grown({"age": 40}, date(2025, 4, 17), date(2027, 4, 16)) == 41
