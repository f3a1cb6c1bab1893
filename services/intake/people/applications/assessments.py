"""Commands and queries of needs assessments: load, call, save."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import IdentityMarker, NeedDomain, NeedSituation
from contracts.vocabulary.network import AnsweredBy
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.placing import known_person, leading_office, save_at, today_at
from services.intake.people.domain.methodology import Methodology
from services.intake.people.domain.needs_assessment import NeedsAssessment
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.proposals import wanted_first
from services.intake.people.methodologies import in_force, version_of
from services.intake.people.views.assessments import AssessmentLine, Assessments


@dataclass(frozen=True)
class Opened:
    """What was said in an assessment, in clear."""

    domains: dict[NeedDomain, dict[str, Any]]
    strengths: list[Any]
    identity: list[Any]
    family_map: Any


@dataclass(frozen=True)
class Proposed:
    """Needs in the order in which the person wants them met, and where the person would go for them."""

    domains: tuple[NeedDomain, ...]
    uf: str
    municipality_ibge7: str


class AssessmentsApplication(Application):
    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def assessment(self, assessment_id: UUID) -> NeedsAssessment:
        """Raises SubjectErased, NotFound."""
        with self.unit_of_work() as unit:
            return assessment_of(unit, assessment_id)

    def leading(self, assessment_id: UUID) -> UUID:
        """The office whose team reads it and goes on with it, whichever began it. Raises as `assessment`."""
        with self.unit_of_work() as unit:
            return _leading(unit, assessment_of(unit, assessment_id))

    def start(self, person_id: UUID, methodology: str, answered_by: AnsweredBy, professional: str) -> NeedsAssessment:
        """By the version that is in force on the day at the office. Raises MethodologyNotInForce, SubjectErased."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id).standing()
            chosen = in_force(methodology, today_at(unit, person.office_id))
            assessment = NeedsAssessment(
                person_id=person_id, office_id=person.office_id, methodology=chosen.id,
                methodology_version=chosen.version, answered_by=answered_by, professional=professional,
            )  # fmt: skip
            save_at(unit, person.office_id, assessment)
        return assessment

    def assess(self, assessment_id: UUID, expected: int, domain: NeedDomain, **said: Any) -> NeedsAssessment:
        situation: NeedSituation = said.pop("situation")
        return self._decide(assessment_id, expected, lambda a, m: a.assess(m, domain, situation, **said))

    def record_strength(self, assessment_id: UUID, expected: int, strength: str) -> NeedsAssessment:
        return self._decide(assessment_id, expected, lambda a, m: a.record_strength(m, strength))

    def describe_identity(
        self, assessment_id: UUID, expected: int, marker: IdentityMarker, description: str
    ) -> NeedsAssessment:
        return self._decide(assessment_id, expected, lambda a, m: a.describe_identity(m, marker, description))

    def record_family_map(self, assessment_id: UUID, expected: int, family_map: str) -> NeedsAssessment:
        return self._decide(assessment_id, expected, lambda a, m: a.record_family_map(m, family_map))

    def complete(self, assessment_id: UUID, expected: int) -> NeedsAssessment:
        with self.unit_of_work() as unit:
            led_by = _leading(unit, assessment_of(unit, assessment_id))
            return self._decide(assessment_id, expected, lambda a, m: a.complete(m, led_by))

    def revise(self, assessment_id: UUID, expected: int, professional: str) -> NeedsAssessment:
        return self._decide(assessment_id, expected, lambda a, _: a.revise(professional))

    def opened(self, assessment_id: UUID, access_context: AccessContext) -> tuple[NeedsAssessment, Opened]:
        """An assessment with what was said; the reading is on record. Raises SubjectErased, NotFound."""
        with self.unit_of_work() as unit:
            found = assessment_of(unit, assessment_id)
            sealed = [*found.domains.values(), *found.strengths, *found.identity, found.family_map]
            values = [None if v is ERASED else v for v in unit.open_many(sealed, access_context)]
        said: Iterator[Any] = iter(values)
        return found, Opened(
            domains={domain: next(said) for domain in found.domains},
            strengths=[next(said) for _ in found.strengths],
            identity=[next(said) for _ in found.identity],
            family_map=next(said),
        )

    def proposals(self, assessment_id: UUID, access_context: AccessContext) -> tuple[NeedsAssessment, Proposed]:
        """What a completed assessment proposes, the person's own order first; nothing while it is under way (PL05)."""
        with self.unit_of_work() as unit:
            found = assessment_of(unit, assessment_id)
            needed = needs_of(unit, found, access_context) if found.status == "completed" else ()
            office = unit.get(Office, _leading(unit, found))
        return found, Proposed(needed, office.uf.value, office.municipality_ibge7)

    def of_person(self, person_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[AssessmentLine]:
        with self.unit_of_work() as unit:
            records = unit.get(Person, person_id).records
            return self.view(Assessments).of_person(unit, records, limit, after[0] if after else None)

    def _decide(
        self, assessment_id: UUID, expected: int, decision: Callable[[NeedsAssessment, Methodology], None]
    ) -> NeedsAssessment:
        with self.unit_of_work() as unit:
            assessment = assessment_of(unit, assessment_id, expected)
            decision(assessment, version_of(assessment.methodology, assessment.methodology_version))
            save_at(unit, _leading(unit, assessment), assessment)
        return assessment


def _leading(unit: UnitOfWork, assessment: NeedsAssessment) -> UUID:
    return leading_office(unit, assessment.person_id, assessment.office_id)


def assessment_of(unit: UnitOfWork, assessment_id: UUID, expected: int | None = None) -> NeedsAssessment:
    """Raises SubjectErased before it compares versions, StaleVersion, NotFound."""
    known_person(unit, unit.get(NeedsAssessment, assessment_id).person_id)
    return unit.get(NeedsAssessment, assessment_id, expected)


def needs_of(unit: UnitOfWork, assessment: NeedsAssessment, access_context: AccessContext) -> tuple[NeedDomain, ...]:
    """The domains with a need; the reading is on record."""
    said = unit.open_many(list(assessment.domains.values()), access_context)
    return wanted_first({d: v for d, v in zip(assessment.domains, said, strict=True) if v is not ERASED})
