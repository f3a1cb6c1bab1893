"""Who stands on two lists has one case (PL01): renewed by a number, left to people by a name, never merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel
from contracts.vocabulary.persons import VoluntaryAnswer
from contracts.vocabulary.release import CivilDocument, ReleaseDateReason, ReleaseListSource
from infra import world
from infra.kernel import DomainError, NotFound
from services.intake.people.domain import case_resemblance as resembling
from services.intake.people.domain import pre_release_refusals as refusals
from services.intake.people.domain.case_resemblance import CaseResemblance, Resembling
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_likeness import Likeness, Token, likeness
from services.intake.people.domain.pre_release_list import PreReleaseList
from services.intake.people.views.pre_release_index import traces
from tests.clock import Clock
from tests.unit.intake.pre_release import House, row
from tests.unit.referrals.house import NOON

CPF, OTHER_CPF, RJI = "529.982.247-25", "111.444.777-35", "123456789"
BORN, MDC, PRISON = date(1990, 1, 2), ReleaseListSource.SEEU_MDC, ReleaseListSource.PRISON
DAY, LATER = date(2025, 9, 1), date(2025, 10, 1)


class Tokens:
    """The index of cases in memory: tokens are the values themselves, and the test says who has which."""

    def __init__(self) -> None:
        self.held: dict[UUID, set[Token]] = {}

    def blinded(self, said: Iterable[tuple[str, str]]) -> frozenset[Token]:
        return frozenset((kind, value.encode()) for kind, value in said)

    def alone(self, source: object, uf: UF) -> None:
        assert uf is UF.AM

    def like(self, source: object, uf: UF, tokens: Iterable[Token]) -> dict[UUID, set[Token]]:
        sought = set(tokens)
        return {case: set(held) for case, held in self.held.items() if held & sought}


class Lists(House):
    """The house, with an index that is fed from what rows say."""

    def __init__(self) -> None:
        super().__init__()
        self.index = Tokens()
        for app in (self.lists, self.cases):
            vars(app)["view"] = lambda _: self.index

    def taken(self, *rows: dict[str, Any], office: UUID | None = None) -> PreReleaseList:
        """A list of these rows in one chunk; afterwards the index knows its new cases."""
        if office is not None:
            self.office, here = office, self.office
            taken = self.taken(*rows)
            self.office = here
            return taken
        opened = self.opened_list(len(rows))
        taken = self.lists.take_rows(opened.id, 1, [row(n, **said) for n, said in enumerate(rows, 1)])
        for number, said in enumerate(rows, 1):
            self.learn(PreReleaseCase.create_id(taken.id, number), said)
        return taken

    def learn(self, case: UUID, said: dict[str, Any], source: ReleaseListSource = MDC) -> None:
        numbers = [(said.get(name) or "").replace(".", "").replace("-", "") or None for name in ("cpf", "rji")]
        found = traces(source, said["name"], said.get("reference"), said.get("birth_date"), *numbers)
        self.index.held[case] = set(self.index.blinded(found))

    def first(self, taken: PreReleaseList, number: int = 1) -> PreReleaseCase:
        return self.cases.case(PreReleaseCase.create_id(taken.id, number))


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock(NOON)
    with world.use(clock):
        yield clock


@pytest.fixture
def here(clock: Clock) -> Lists:
    return Lists()


def said(**told: Any) -> dict[str, Any]:
    return {"name": "Ana Clara Fictional", **told}


def renewed(taken: PreReleaseList) -> list[tuple[UUID, str]]:
    return [(line.case_id, line.code) for line in taken.chunks[1].renewed]


def noted(taken: PreReleaseList) -> list[tuple[int, str]]:
    return [(line.row, line.code) for line in taken.chunks[1].noted]


def blind(source: ReleaseListSource = MDC, **told: Any) -> frozenset[Token]:
    return Tokens().blinded(traces(source, **said(**told)))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (blind(cpf="1"), blind(cpf="1", name="Otherwise Spelt"), Likeness.SAME),
        (blind(rji="1"), blind(rji="1", birth_date=BORN), Likeness.SAME),
        (blind(cpf="1", birth_date=BORN), blind(cpf="1", birth_date=DAY), Likeness.PERHAPS),
        (blind(cpf="1"), blind(rji="1"), None),
        (blind(reference="R-1"), blind(reference="r 1"), Likeness.SAME),
        (blind(reference="R1"), blind(reference="R1", name="Bruna Fictional"), None),
        (blind(reference="R1"), blind(PRISON, reference="R1"), None),
        (blind(birth_date=BORN), blind(birth_date=BORN, name="Anna Klara Fictional"), Likeness.PERHAPS),
        (blind(birth_date=BORN), blind(birth_date=DAY), None),
        (blind(birth_date=BORN), blind(birth_date=BORN, name="Bruna Fictional"), None),
        (blind(birth_date=BORN, name="Ana"), blind(birth_date=BORN, name="Ana"), None),
        (blind(), blind(), None),
    ],
)
def test_a_number_tells_and_a_name_asks(one: frozenset[Token], other: frozenset[Token], found: Likeness | None) -> None:
    assert likeness(one, other) is likeness(other, one) is found


def test_the_next_list_renews_the_case_and_says_what_changed(here: Lists) -> None:
    first = here.taken(said(cpf=CPF, missing_documents=[CivilDocument.RG]))
    case = here.first(first)
    rg_and_title = [CivilDocument.RG, CivilDocument.VOTER_TITLE]
    again = here.taken(
        said(cpf="52998224725", rji=RJI, expected_release_on=LATER, missing_documents=rg_and_title, birth_date=BORN)
    )
    assert renewed(again) == [(case.id, "listed-again")]
    listed, moved = here.events(case.id)[-2:]
    assert (listed.changed, listed.missing_documents) == (
        ("release_date", "missing_documents", "rji", "birth_date"), (CivilDocument.VOTER_TITLE,),
    )  # fmt: skip
    assert (moved.expected_release_on, moved.reason) == (LATER, ReleaseDateReason.RECALCULATED)
    assert (listed.cpf, listed.rji.ref.stream) == (None, case.id)
    with pytest.raises(DomainError):
        here.first(again)


def test_a_list_that_says_the_same_again_changes_nothing_but_that(here: Lists) -> None:
    case = here.first(here.taken(said(rji=RJI)))
    here.taken(said(rji=RJI))
    assert (type(here.events(case.id)[-1]).__name__, here.events(case.id)[-1].changed) == ("ListedAgain", ())


def test_a_completed_list_counts_whom_it_renewed(here: Lists) -> None:
    here.taken(said(cpf=CPF))
    again = here.taken(said(cpf=CPF), {"name": "Bruna Fictional"})
    here.lists.complete(again.id, 2, 0)
    done = here.events(again.id)[-1]
    assert (done.rows, done.cases, done.refused, done.renewed) == (2, 1, 0, 1)


def test_a_chunk_that_is_sent_again_renews_nobody_twice(here: Lists) -> None:
    case = here.first(here.taken(said(cpf=CPF)))
    again = here.taken(said(cpf=CPF))
    version = here.cases.case(case.id).version
    assert here.lists.take_rows(again.id, 1, [row(1, **said(cpf=CPF))]).version == again.version
    assert here.cases.case(case.id).version == version


def test_two_rows_of_one_list_about_one_person_are_one_case(here: Lists) -> None:
    taken = here.taken(said(cpf=CPF), said(cpf=CPF, name="Ana Fictional"))
    assert [(line.row, line.code) for line in taken.chunks[1].refused] == [(2, "intake.pre-release-row-repeated")]


def test_a_no_and_what_is_on_its_way_stay(here: Lists) -> None:
    case = here.first(here.taken(said(cpf=CPF, missing_documents=[CivilDocument.RG])))
    here.cases.request_document(case.id, 1, CivilDocument.RG)
    here.cases.hold_meeting(case.id, 2)
    here.cases.answer(case.id, 3, accepts=False)
    here.taken(said(cpf=CPF, expected_release_on=date(2026, 9, 1), missing_documents=[CivilDocument.RG]))
    now = here.cases.case(case.id)
    assert (now.voluntary_answer, now.documents) == (VoluntaryAnswer.DECLINES, {CivilDocument.RG: "requested"})
    with pytest.raises(NotFound):  # nobody waits for the window of somebody who said no
        here.kept("DL07", case.id)


def test_a_revoked_release_is_renewed_with_the_day_that_the_list_knows(here: Lists) -> None:
    case = here.first(here.taken(said(cpf=CPF)))
    here.cases.release(case.id, 1)
    here.cases.revoke_release(case.id, 2, None)
    assert renewed(here.taken(said(cpf=CPF, expected_release_on=LATER))) == [(case.id, "listed-again")]
    assert here.cases.case(case.id).expected_release_on == LATER


def test_a_list_of_this_month_may_be_older_than_the_release_and_later_it_means_another_stay(
    here: Lists, clock: Clock
) -> None:
    case = here.first(here.taken(said(cpf=CPF)))
    here.cases.release(case.id, 1)
    clock.pass_by(days=20)
    assert renewed(here.taken(said(cpf=CPF, expected_release_on=LATER))) == [(case.id, "released-already")]
    assert here.cases.case(case.id).released
    clock.pass_by(days=20)
    another = here.taken(said(cpf=CPF))
    assert (renewed(another), here.first(another).released) == ([], False)


def test_an_accepted_case_is_pointed_at(here: Lists) -> None:
    case = here.first(here.taken(said(cpf=CPF)))
    person = here.people.register_person(here.office, ()).id
    here.cases.hold_meeting(case.id, 1)
    here.cases.answer(case.id, 2, accepts=True)
    here.cases.link(case.id, 3, person)
    assert renewed(here.taken(said(cpf=CPF))) == [(case.id, "listed-again")]
    assert here.cases.case(case.id).person_id == person


def test_another_office_of_the_state_gets_no_second_case(here: Lists) -> None:
    case = here.first(here.taken(said(cpf=CPF)))
    other = here.people.register_office("Norte", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus").id
    assert renewed(here.taken(said(cpf=CPF), office=other)) == [(case.id, "at-another-office")]
    assert (here.events(case.id)[-1].office_id, here.events(case.id)[-1].listed_by) == (here.office, other)


def test_a_name_with_a_birth_date_opens_a_case_and_asks_people(here: Lists) -> None:
    one = here.first(here.taken(said(birth_date=BORN)))
    again = here.taken(said(birth_date=BORN, cpf=CPF))
    assert (renewed(again), noted(again)) == ([], [(1, "possible-duplicate")])
    found = here.cases.resemblance(here.first(again).id)
    assert found is not None
    assert found.others == {one.id: Resembling(one.id, here.office)}


def test_numbers_that_lead_to_two_people_are_left_to_people(here: Lists) -> None:
    cases = {here.first(here.taken(said(cpf=CPF))).id, here.first(here.taken(said(rji=RJI))).id}
    again = here.taken(said(cpf=CPF, rji=RJI))
    found = here.cases.resemblance(here.first(again).id)
    assert found is not None
    assert (set(found.others), noted(again)) == (cases, [(1, "possible-duplicate")])


def test_a_number_that_no_register_has_written_tells_of_nobody_and_keeps_nobody_out(here: Lists) -> None:
    here.taken(said(cpf=CPF))
    wrong = here.taken(said(cpf="529.982.247-26"))
    assert (noted(wrong), here.first(wrong).cpf) == ([(1, "number-not-valid")], None)


def test_by_hand_nobody_gets_a_second_case(here: Lists) -> None:
    case = here.first(here.taken(said(cpf=CPF)))
    with pytest.raises(refusals.PreReleaseCaseStands) as refused:
        here.case(DAY, cpf="52998224725")
    assert refused.value.successor == case.id
    here.office = here.people.register_office("Norte", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus").id
    with pytest.raises(refusals.PreReleaseCaseStands) as elsewhere:
        here.case(DAY, cpf="52998224725")
    assert elsewhere.value.successor is None


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
    here.cases.settle(other.id, 1, one.id, same=True)
    assert here.kept("DL07", other.id).status == "dropped"
    with pytest.raises(resembling.CaseIsAnother) as refused:
        here.cases.hold_meeting(other.id, 1)
    assert refused.value.successor == one.id
    here.cases.settle(other.id, 1, one.id, same=False)
    assert here.kept("DL07", other.id).status == "open"
    assert here.cases.hold_meeting(other.id, 1).met


def test_two_people_stay_two(here: Lists, two: tuple[PreReleaseCase, PreReleaseCase]) -> None:
    one, other = two
    here.cases.settle(other.id, 1, one.id, same=False)
    assert (here.kept("DL07", one.id).status, here.kept("DL07", other.id).status) == ("open", "open")
    found = here.cases.resemblance(other.id)
    assert found is not None
    assert found.others == {}


def test_the_next_list_renews_the_case_that_goes_on(here: Lists, two: tuple[PreReleaseCase, PreReleaseCase]) -> None:
    one, other = two
    here.cases.settle(other.id, 1, one.id, same=True)
    here.learn(other.id, said(cpf=CPF))
    assert renewed(here.taken(said(cpf=CPF))) == [(one.id, "listed-again")]


REFUSED: list[tuple[type[DomainError], Callable[[Lists, UUID, UUID], object]]] = [
    (resembling.DuplicateNotFlagged, lambda h, one, other: h.cases.settle(one, 1, other, same=True)),
    (resembling.DuplicateNotFlagged, lambda h, one, other: h.cases.settle(other, 1, uuid4(), same=True)),
    (resembling.DuplicateNotFlagged, lambda h, one, other: h.cases.settle(other, 1, uuid4(), same=False)),
    (
        resembling.DuplicateDecided,
        lambda h, one, other: [h.cases.settle(other, 1, one, same=True) for _ in range(2)],
    ),
    (
        refusals.AlreadyReleased,
        lambda h, one, other: (h.cases.release(other, 1), h.cases.settle(other, 2, one, same=True)),
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
        here.cases.settle(other.id, 4, one.id, same=True)


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
