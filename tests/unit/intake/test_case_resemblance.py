"""Cases that may be one person's: people decide, may take it back, and no case of a registered person ends (PL01)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from infra import world
from infra.kernel import DomainError
from services.intake.people.domain import case_resemblance as resembling
from services.intake.people.domain import pre_release_refusals as refusals
from services.intake.people.domain.case_resemblance import CaseResemblance, Resembling
from services.intake.people.domain.pre_release_case import PreReleaseCase
from tests.clock import Clock
from tests.unit.intake.listed_twice import Lists, renewed, said
from tests.unit.referrals.house import NOON

CPF, BORN = "529.982.247-25", date(1990, 1, 2)


@pytest.fixture
def here() -> Iterator[Lists]:
    with world.use(Clock(NOON)):
        yield Lists()


@pytest.fixture
def two(here: Lists) -> tuple[PreReleaseCase, PreReleaseCase]:
    """Two cases of which people are asked, far enough ahead that a window is awaited."""
    far = date(2026, 9, 1)
    one = here.first(here.taken(said(birth_date=BORN, expected_release_on=far)))
    return one, here.first(here.taken(said(birth_date=BORN, expected_release_on=far)))


def test_people_find_that_two_cases_are_one_and_may_take_it_back(
    here: Lists, two: tuple[PreReleaseCase, PreReleaseCase]
) -> None:
    one, other = two
    here.settle(other.id, 1, one.id, same=True)
    assert here.kept("DL07", other.id).status == "dropped"
    with pytest.raises(resembling.CaseIsAnother) as refused:
        here.cases.hold_meeting(other.id, 1)
    assert refused.value.successor == one.id
    here.settle(other.id, 1, one.id, same=False)
    assert here.kept("DL07", other.id).status == "open"
    assert here.cases.hold_meeting(other.id, 1).met


def test_another_offices_people_do_not_decide(here: Lists, two: tuple[PreReleaseCase, PreReleaseCase]) -> None:
    one, other = two
    with pytest.raises(resembling.DuplicateNotFlagged):
        here.cases.settle(other.id, 1, one.id, same=True, offices=[uuid4()])


def test_two_people_stay_two(here: Lists, two: tuple[PreReleaseCase, PreReleaseCase]) -> None:
    one, other = two
    here.settle(other.id, 1, one.id, same=False)
    assert (here.kept("DL07", one.id).status, here.kept("DL07", other.id).status) == ("open", "open")
    found = here.cases.resemblance(other.id)
    assert found is not None
    assert found.others == {}


def test_the_next_list_renews_the_case_that_goes_on(here: Lists, two: tuple[PreReleaseCase, PreReleaseCase]) -> None:
    one, other = two
    here.settle(other.id, 1, one.id, same=True)
    here.learn(other.id, said(cpf=CPF))
    assert renewed(here.taken(said(cpf=CPF))) == [(one.id, "listed-again")]


REFUSED: list[tuple[type[DomainError], Callable[[Lists, UUID, UUID], object]]] = [
    (resembling.DuplicateNotFlagged, lambda h, one, other: h.settle(one, 1, other, same=True)),
    (resembling.DuplicateNotFlagged, lambda h, one, other: h.settle(other, 1, uuid4(), same=True)),
    (resembling.DuplicateNotFlagged, lambda h, one, other: h.settle(other, 1, uuid4(), same=False)),
    (
        resembling.DuplicateDecided,
        lambda h, one, other: [h.settle(other, 1, one, same=True) for _ in range(2)],
    ),
    (
        refusals.AlreadyReleased,
        lambda h, one, other: (h.cases.release(other, 1), h.settle(other, 2, one, same=True)),
    ),
]


@pytest.mark.parametrize(("refusal", "attempt"), REFUSED)
def test_what_is_refused_of_two_cases(
    here: Lists,
    two: tuple[PreReleaseCase, PreReleaseCase],
    refusal: type[DomainError],
    attempt: Callable[[Lists, UUID, UUID], object],
) -> None:
    with pytest.raises(refusal):
        attempt(here, two[0].id, two[1].id)


def test_a_registered_persons_case_does_not_go_over_into_another(
    here: Lists, two: tuple[PreReleaseCase, PreReleaseCase]
) -> None:
    one, other = two
    here.cases.hold_meeting(other.id, 1)
    here.cases.answer(other.id, 2, accepts=True)
    here.cases.link(other.id, 3, here.people.register_person(here.office, ()).id)
    with pytest.raises(refusals.CaseAlreadyLinked):
        here.settle(other.id, 4, one.id, same=True)


def test_a_case_of_another_office_is_not_named() -> None:
    mine, theirs = uuid4(), Resembling(uuid4(), uuid4())
    resemblance = CaseResemblance(case_id=uuid4(), office_id=mine)
    resemblance.flag([theirs])
    resemblance.confirm(theirs.case_id)
    with pytest.raises(resembling.CaseIsAnother) as refused:
        resemblance.standing()
    assert refused.value.successor is None


def test_a_list_opens_no_window_again_after_a_no(here: Lists) -> None:
    far = date(2026, 9, 1)
    case = here.first(here.taken(said(cpf=CPF, expected_release_on=far)))
    here.cases.hold_meeting(case.id, 1)
    here.cases.answer(case.id, 2, accepts=False)
    here.taken(said(cpf=CPF, expected_release_on=far + timedelta(days=30)))
    assert here.kept("DL07", case.id).status == "met"
