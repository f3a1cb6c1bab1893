"""Papers that carry a person's name: remembered when they are issued, listed when the person is called otherwise."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound
from services.intake.people.applications.belonging import belonging
from services.intake.people.applications.placing import known_person, save_at
from services.intake.people.domain.issued_papers import IssuedPapers, Name, Paper
from services.intake.people.domain.paper_codes import PaperKind, PaperOutcome
from services.intake.people.domain.person import Person
from services.intake.people.views.outdated_papers import OutdatedPaper, OutdatedPapers


class PapersApplication(Application):
    def paper(self, person_id: UUID, paper_id: UUID) -> Paper:
        """Raises NotFound, SubjectErased."""
        with self.unit_of_work() as unit:
            known_person(unit, person_id)
            found = _papers(unit, person_id)
            if found is None or paper_id not in found.papers:
                raise NotFound
            return found.papers[paper_id]

    def leading(self, person_id: UUID, paper_id: UUID) -> UUID:
        """The office that issues it again: who leads the person's case, whichever issued it. Raises as `paper`."""
        with self.unit_of_work() as unit:
            self.paper(person_id, paper_id)
            return known_person(unit, person_id).office_id

    def settle(self, person_id: UUID, paper_id: UUID, outcome: PaperOutcome) -> IssuedPapers:
        """What became of a paper that carries another name. Raises NotFound, PaperNotOutdated, SubjectErased."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id)
            papers = _papers(unit, person_id)
            if papers is None:
                raise NotFound
            papers.settle(paper_id, outcome, name_of(unit, person))
            save_at(unit, person.office_id, papers)
        return papers

    def outdated(self, office_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[OutdatedPaper]:
        """What an office has issued and is to issue again, the longest outdated first."""
        with self.unit_of_work() as unit:
            return self.view(OutdatedPapers).of_office(unit, office_id, limit, after)


def name_of(unit: UnitOfWork, person: Person) -> Name | None:
    """Which saying of a name the person is called by: as `called`, the social name first, whichever record has it."""
    records = belonging(unit, person)
    for one in records:
        if one.social_named_in is not None:
            return Name.of(one.id, one.social_named_in, social=True)
    for one in (person, *records):
        if one.civil_named_in is not None:
            return Name.of(one.id, one.civil_named_in, social=False)
    return None


def remember(
    unit: UnitOfWork, person_id: UUID | None, kind: PaperKind, paper_id: UUID, office_id: UUID, record_id: UUID
) -> None:
    """A paper goes out; of somebody who gave no name none is remembered."""
    if person_id is not None:
        papers = _papers(unit, person_id) or IssuedPapers(person_id=person_id)
        name = name_of(unit, unit.get(Person, person_id))
        papers.issue(Paper(paper_id, office_id, kind, record_id, name))
        save_at(unit, office_id, papers)


def follow_name(unit: UnitOfWork, person: Person) -> None:
    """The person, or another record of the person, is called otherwise: papers of all records are looked at."""
    for one in belonging(unit, person):
        papers = _papers(unit, one.id)
        if papers is not None:
            papers.follow_name(name_of(unit, one))
            save_at(unit, one.office_id, papers)


def _papers(unit: UnitOfWork, person_id: UUID) -> IssuedPapers | None:
    found = IssuedPapers.create_id(person_id)
    return unit.find(IssuedPapers, found)
