"""X06: papers under a name that is no longer the person's are listed, until somebody has looked after them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel
from contracts.vocabulary.persons import ClientType
from infra import world
from infra.kernel import NotFound
from services.intake.people.applications.details import DetailsApplication
from services.intake.people.applications.duplicates import DuplicatesApplication
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.applications.papers import PapersApplication, remember
from services.intake.people.domain.duplicate_codes import Observation
from services.intake.people.domain.issued_papers import IssuedPapers, Name, Paper, PaperNotOutdated
from services.intake.people.domain.paper_codes import OutdatedReason, PaperKind, PaperOutcome
from tests.clock import Clock
from tests.unit.intake.pre_release import House
from tests.unit.referrals.house import NOON

CERTIFICATE = PaperKind.ATTENDANCE_CERTIFICATE


class Desk(House):
    """An office that hands papers out."""

    def __init__(self) -> None:
        super().__init__()
        self.papers = PapersApplication(self.store)
        self.duplicates = DuplicatesApplication(self.store)

    def person(self, civil: str | None = "Civil Name", social: str | None = None) -> UUID:
        return self.people.register_person(self.office, (ClientType.RELEASED,), civil, social).id

    def issued(self, person: UUID, office: UUID | None = None) -> UUID:
        paper = uuid4()
        with self.store.unit_of_work() as unit:
            remember(unit, person, CERTIFICATE, paper, office or self.office, uuid4())
        return paper

    def outdated(self, person: UUID, paper: UUID) -> bool:
        return self.papers.paper(person, paper).outdated

    def last(self, person: UUID) -> object:
        return self.events(IssuedPapers.create_id(person))[-1]

    def merged(self, record: UUID, survivor: UUID) -> UUID:
        sides = (self.duplicates.side(record), self.duplicates.side(survivor))
        pair = self.duplicates.flag(*sides, Observation.SAID_BY_PERSON)
        return self.duplicates.merge(pair.id, pair.version, survivor).id


@pytest.fixture
def desk() -> Iterator[Desk]:
    with world.use(Clock(NOON)):
        yield Desk()


def test_what_was_issued_under_the_civil_name_is_listed_when_a_social_name_is_declared(desk: Desk) -> None:
    person = desk.person()
    paper = desk.issued(person)
    assert not desk.outdated(person, paper)
    desk.people.declare_social_name(person, 1, "Dandara")
    assert desk.outdated(person, paper)
    assert vars(desk.last(person))["reason"] is OutdatedReason.SOCIAL_NAME
    assert not desk.outdated(person, desk.issued(person))


def test_it_is_listed_once_however_often_the_name_changes(desk: Desk) -> None:
    person = desk.person()
    desk.issued(person)
    desk.people.declare_social_name(person, 1, "Dandara")
    desk.people.declare_social_name(person, 2, "Dandara Maria")
    assert [type(e).__name__ for e in desk.events(IssuedPapers.create_id(person))] == [
        "Opened", "PaperIssued", "PaperOutdated",
    ]  # fmt: skip


def test_a_corrected_civil_name_counts_where_it_is_the_name_on_the_paper(desk: Desk) -> None:
    details = DetailsApplication(desk.store)
    plain, called = desk.person(), desk.person(social="Dandara")
    papers = {person: desk.issued(person) for person in (plain, called)}
    details.correct_person_data(plain, 1, civil_name="Civil Nome")
    details.correct_person_data(called, 2, civil_name="Civil Nome")
    assert (desk.outdated(plain, papers[plain]), desk.outdated(called, papers[called])) == (True, False)
    assert vars(desk.last(plain))["reason"] is OutdatedReason.NAME_CORRECTED


def test_a_corrected_birth_date_makes_no_paper_wrong(desk: Desk) -> None:
    person = desk.person()
    paper = desk.issued(person)
    DetailsApplication(desk.store).correct_person_data(person, 1, birth_date=NOON.date().replace(year=1990))
    assert not desk.outdated(person, paper)


def test_a_merge_makes_papers_under_the_civil_name_outdated_and_its_undoing_makes_them_right_again(desk: Desk) -> None:
    acre = desk.people.register_office("Acre", OfficeLevel.STATE, UF.AC, "1299992", "America/Rio_Branco").id
    survivor = desk.person(social="Dandara")
    record = IntakeApplication(desk.store).register_person(acre, (ClientType.RELEASED,), "Civil Name").id
    paper, fine = desk.issued(record, acre), desk.issued(survivor)
    pair = desk.merged(record, survivor)
    assert (desk.outdated(record, paper), desk.outdated(survivor, fine)) == (True, False)
    told = str(vars(desk.last(record)))
    assert str(survivor) not in told  # nor that there is another record: an office learns how to call, and no more
    desk.duplicates.undo(pair, 2 + 1)
    assert not desk.outdated(record, paper)


def test_a_social_name_on_either_record_counts_for_the_papers_of_both(desk: Desk) -> None:
    survivor, record = desk.person(), desk.person()
    papers = {person: desk.issued(person) for person in (survivor, record)}
    desk.merged(record, survivor)
    desk.people.declare_social_name(survivor, 2, "Dandara")
    assert [desk.outdated(person, paper) for person, paper in papers.items()] == [True, True]


def test_a_paper_without_a_name_is_never_wrong(desk: Desk) -> None:
    person = desk.person(civil=None)
    paper = desk.issued(person)
    desk.people.declare_social_name(person, 1, "Dandara")
    assert not desk.outdated(person, paper)


def test_of_somebody_nameless_no_paper_is_remembered(desk: Desk) -> None:
    records = len(desk.store.recorder.records)  # type: ignore[attr-defined]
    with desk.store.unit_of_work() as unit:
        remember(unit, None, CERTIFICATE, uuid4(), desk.office, uuid4())
    assert len(desk.store.recorder.records) == records  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("outcome", "listed_again"),
    [(PaperOutcome.REPLACED, True), (PaperOutcome.WITHDRAWN, False), (PaperOutcome.KEPT, False)],
)
def test_a_replaced_paper_follows_the_next_name_and_what_is_gone_or_kept_none(
    desk: Desk, outcome: PaperOutcome, listed_again: bool
) -> None:
    person = desk.person()
    paper = desk.issued(person)
    desk.people.declare_social_name(person, 1, "Dandara")
    desk.papers.settle(person, paper, outcome)
    assert not desk.outdated(person, paper)
    desk.people.declare_social_name(person, 2, "Dandara Maria")
    assert desk.outdated(person, paper) is listed_again


def test_what_is_refused_of_papers(desk: Desk) -> None:
    person, nobody = desk.person(), desk.person()
    paper = desk.issued(person)
    with pytest.raises(PaperNotOutdated):
        desk.papers.settle(person, paper, PaperOutcome.REPLACED)
    for somebody, unknown in ((person, uuid4()), (nobody, paper)):
        with pytest.raises(NotFound):
            desk.papers.settle(somebody, unknown, PaperOutcome.REPLACED)
        with pytest.raises(NotFound):
            desk.papers.paper(somebody, unknown)


def test_a_name_is_told_apart_and_leads_nowhere() -> None:
    record = uuid4()
    names = {Name.of(record, 1, social=False), Name.of(record, 2, social=True), Name.of(uuid4(), 1, social=False)}
    assert (len(names), record in {name.said for name in names}) == (3, False)
    issued = IssuedPapers(person_id=record)
    issued.issue(Paper(uuid4(), uuid4(), CERTIFICATE, uuid4(), None))
    issued.follow_name(next(iter(names)))
    assert not next(iter(issued.papers.values())).outdated
