"""Who stands on two lists has one case (PL01): renewed by a number, left to people by a name, never merged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel, Power
from contracts.vocabulary.persons import VoluntaryAnswer
from contracts.vocabulary.release import CivilDocument, ReleaseDateReason, ReleaseListSource
from infra import world
from infra.kernel import DomainError, NotFound
from services.intake.people.domain import pre_release_refusals as refusals
from services.intake.people.domain.case_resemblance import Resembling
from services.intake.people.domain.office_refusals import OfficeDoesNotServe
from services.intake.people.domain.pre_release_likeness import Likeness, Token, likeness
from services.intake.people.domain.pre_release_list import PreReleaseList
from services.intake.people.views.pre_release_index import traces
from tests.clock import Clock
from tests.unit.intake.listed_twice import MDC, Lists, Tokens, renewed, said
from tests.unit.intake.pre_release import row
from tests.unit.referrals.house import NOON

CPF, OTHER_CPF, RJI = "529.982.247-25", "111.444.777-35", "123456789"
BORN, PRISON = date(1990, 1, 2), ReleaseListSource.PRISON
DAY, LATER = date(2025, 9, 1), date(2025, 10, 1)


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock(NOON)
    with world.use(clock):
        yield clock


@pytest.fixture
def here(clock: Clock) -> Lists:
    return Lists()


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
        (blind(reference="R-1"), blind(reference=" r-1 "), Likeness.SAME),
        (blind(reference="1-23"), blind(reference="12-3"), None),
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
        ("release_date", "missing_documents", "written_otherwise", "rji", "birth_date"), (CivilDocument.VOTER_TITLE,),
    )  # fmt: skip
    assert (moved.expected_release_on, moved.reason) == (LATER, ReleaseDateReason.RECALCULATED)
    assert (listed.cpf, listed.rji.ref.stream) == (None, case.id)
    with pytest.raises(DomainError):
        here.first(again)


def test_a_list_that_says_the_same_again_changes_nothing_but_that(here: Lists) -> None:
    case = here.first(here.taken(said(rji=RJI)))
    here.taken(said(rji=RJI))
    assert (type(here.events(case.id)[-1]).__name__, here.events(case.id)[-1].changed) == ("ListedAgain", ())


def test_another_source_writes_the_person_otherwise_and_the_case_is_found_by_that_too(here: Lists) -> None:
    case = here.first(here.taken(said(cpf=CPF, reference="R1")))
    here.taken(said(cpf=CPF, reference="R1"))
    assert here.events(case.id)[-1].name is None
    here.taken(said(cpf=CPF, reference="P-7", name="Anna Fictional"))
    listed = here.events(case.id)[-1]
    assert (listed.changed, listed.name.ref.stream, listed.reference.ref.stream) == (
        ("written_otherwise",), case.id, case.id,
    )  # fmt: skip
    assert here.cases.case(case.id).name != listed.name


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


def test_of_somebody_whose_data_are_erased_a_list_opens_a_case_anew(here: Lists) -> None:
    case, person = here.first(here.taken(said(cpf=CPF))), here.people.register_person(here.office, ())
    here.cases.hold_meeting(case.id, 1)
    here.cases.answer(case.id, 2, accepts=True)
    here.cases.link(case.id, 3, person.id)
    person.erase(uuid4())
    with here.store.unit_of_work() as unit:
        unit.save(person)
    again = here.taken(said(cpf=CPF))
    assert (renewed(again), here.first(again).person_id) == ([], None)


def test_a_row_with_an_unknown_race_code_is_refused_also_of_who_has_a_case(here: Lists) -> None:
    here.taken(said(cpf=CPF))
    again = here.taken(said(cpf=CPF, race_code="8"))
    assert [line.code for line in again.chunks[1].refused] == ["intake.race-code-unknown"]


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


def another_office(here: Lists, uf: UF = UF.AM, *, suspended: bool = False) -> UUID:
    office = here.people.register_office("Norte", OfficeLevel.STATE, uf, "1399991", "America/Manaus")
    if suspended:
        for power in (Power.JUDICIARY, Power.STATE_EXECUTIVE):
            office.add_managing_party(uuid4(), power)
        office.open()
        office.suspend()
        with here.store.unit_of_work() as unit:
            unit.save(office)
    return office.id


def test_a_case_is_handed_over_to_the_office_whose_list_named_the_person(here: Lists) -> None:
    case, other = here.first(here.taken(said(cpf=CPF))), another_office(here)
    assert renewed(here.taken(said(cpf=CPF), office=other)) == [(case.id, "at-another-office")]
    assigned = here.cases.assign(case.id, here.cases.case(case.id).version, other)
    assert assigned.office_id == other
    assert renewed(here.taken(said(cpf=CPF), office=other)) == [(case.id, "listed-again")]


def test_what_is_refused_of_handing_over(here: Lists) -> None:
    case = here.first(here.taken(said(cpf=CPF)))
    with pytest.raises(refusals.OfficeUnchanged):
        case.assign(here.office)
    with pytest.raises(refusals.OfficeOfAnotherState):
        here.cases.assign(case.id, 1, another_office(here, UF.AC))
    with pytest.raises(OfficeDoesNotServe):
        here.cases.assign(case.id, 1, another_office(here, suspended=True))
    with pytest.raises(NotFound):
        here.cases.assign(case.id, 1, uuid4())
    here.cases.hold_meeting(case.id, 1)
    here.cases.answer(case.id, 2, accepts=True)
    here.cases.link(case.id, 3, here.people.register_person(here.office, ()).id)
    with pytest.raises(refusals.CaseAlreadyLinked):
        here.cases.assign(case.id, 4, another_office(here))
