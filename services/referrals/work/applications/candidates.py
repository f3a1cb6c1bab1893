"""Commands and queries of candidates: who is presented to an employer, and what it is shown of the person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import DataClass, LegalBasis
from contracts.vocabulary.work import CandidacyEnd, NotSelectedReason
from infra.deadlines.reading import due_under
from infra.erasure.application import refuse_erased
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import happening
from infra.metadata import amended
from services.referrals.cases.domain.known_grant import GrantNotKnownYet, KnownGrant
from services.referrals.cases.links import shown_person, stands_for
from services.referrals.cases.person_fields import NobodyToAsk, PersonFields
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.network.closings import while_open
from services.referrals.network.domain.partner import Partner
from services.referrals.transfers.custodies import refuse_unless_beginning
from services.referrals.work.applications.placing import WorkApplication, running_at, save_at
from services.referrals.work.domain.candidate import Candidacy, Candidate, CandidateStatus
from services.referrals.work.domain.vacancy import Vacancy
from services.referrals.work.views.employer_candidates import EmployerCandidates, Presented
from services.referrals.work.views.office_candidates import OfficeCandidate, OfficeCandidates


class CandidatesApplication(WorkApplication):
    def __init__(self, store: EventStore, person_fields: PersonFields | None = None) -> None:
        super().__init__(store)
        self.person_fields = person_fields or NobodyToAsk()

    def present(
        self, vacancy_id: UUID, person_id: UUID, office_id: UUID, grant_id: UUID, shared_fields: frozenset[DataClass]
    ) -> Candidate:
        """Only under a consent that names the employer, and with no field that the vacancy does not need (R1).

        Raises NotFound, SubjectErased, VacancyNotOpen, NoPositionLeft, the refusals of the grant and of the employer,
        CandidateAlreadyPresented.
        """
        with self.unit_of_work() as unit:
            refuse_erased(unit, person_id)
            while_open(unit)
            refuse_unless_beginning(unit, person_id, office_id)
            vacancy = unit.get(Vacancy, vacancy_id)
            vacancy.refuse_unless_open()
            unit.get(Partner, vacancy.employer_id).refuse_unless_receiving()
            candidacy = Candidacy(person_id, office_id, vacancy_id, vacancy.employer_id, vacancy.occupation.code)
            candidate = _presented(unit, candidacy, grant_id, tuple(sorted(shared_fields)), vacancy)
            grant = _relied_on(unit, candidate, shared_fields, frozenset(vacancy.conditions.data_needed))
            with amended(legal_basis=LegalBasis.CONSENT.value, consent_refs=(grant_id,)):
                save_at(unit, vacancy.workplace, candidate, grant)
        return candidate

    def candidate(self, candidate_id: UUID) -> Candidate:
        with self.unit_of_work() as unit:
            return unit.get(Candidate, candidate_id)

    def select(self, candidate_id: UUID, expected: int) -> Candidate:
        """Take a position of the vacancy. Raises NoPositionLeft; two for the last one conflict."""
        with self.unit_of_work() as unit:
            candidate = unit.get(Candidate, candidate_id, expected)
            candidate.select()
            vacancy = unit.get(Vacancy, candidate.candidacy.vacancy_id)
            vacancy.take_position(candidate.id)
            save_at(unit, vacancy.workplace, candidate, vacancy)
        return candidate

    def do_not_select(self, candidate_id: UUID, expected: int, reason: NotSelectedReason) -> Candidate:
        with self.changing(Candidate, candidate_id, expected) as candidate:
            candidate.do_not_select(reason)
        return candidate

    def withdraw(self, candidate_id: UUID, expected: int) -> Candidate:
        """The person does not want it; a position that was kept is free again."""
        with self.unit_of_work() as unit:
            candidate = unit.get(Candidate, candidate_id, expected)
            candidate.withdraw()
            release_position(unit, candidate)
            save_at(unit, candidate.workplace, candidate)
        return candidate

    def confirm_recall(self, candidate_id: UUID, expected: int) -> Candidate:
        with self.changing(Candidate, candidate_id, expected) as candidate:
            candidate.confirm_recall()
        return candidate

    def follow_withdrawal(self, grant_id: UUID, reason: CandidacyEnd) -> None:
        """End and recall all candidacies that relied on a grant (PL11)."""
        with self.unit_of_work() as unit:
            grant = unit.find(KnownGrant, grant_id)
            relying = [unit.find(Candidate, record) for record in grant.referrals] if grant else []
            for candidate in relying:
                if candidate is not None and candidate.grant_id == grant_id:
                    recall(unit, candidate, reason)

    def escalate_recall(self, candidate_id: UUID) -> None:
        self._when_due(candidate_id, Candidate.escalate_recall)

    def extend_recall(self, candidate_id: UUID, due_at: Any) -> None:
        self._when_due(candidate_id, lambda candidate: candidate.extend_recall(due_at))

    def _when_due(self, candidate_id: UUID, decide: Callable[[Candidate], None]) -> None:
        """Does nothing for what is no candidate: the rule is that of referrals too."""
        with self.unit_of_work() as unit:
            candidate = unit.find(Candidate, candidate_id)
            if candidate is not None:
                decide(candidate)
                save_at(unit, candidate.workplace, candidate)

    def shared_fields(self, candidate: Candidate, reader: str) -> Callable[[], Mapping[str, Any]]:
        """How to ask intake what the employer may read of the candidate now; the answer is kept nowhere.

        Raises CandidateRecalled, CandidateDataOver; the returned call raises Gone (410) and Unavailable (503).
        """
        candidate.refuse_unless_readable()
        fields, about = candidate.shared_fields, candidate.candidacy
        if not fields:
            return dict
        return lambda: self.person_fields.shared(about.person_id, candidate.grant_id, about.employer_id, fields, reader)

    def person_of(self, candidate: Candidate, offices: Sequence[UUID]) -> UUID:
        """Whose candidacy it is, as one of these offices knows the person."""
        with self.unit_of_work() as unit:
            return shown_person(unit, candidate.candidacy.person_id, offices)

    def of_office(
        self, office_id: UUID, offices: Sequence[UUID], limit: int, after: tuple[Any, ...] | None = None
    ) -> list[OfficeCandidate]:
        links, last = self.view(PersonLinks), after[0] if after else None
        with self.unit_of_work() as unit:
            return self.view(OfficeCandidates).of_office(unit, office_id, links, offices, limit, last)

    def of_employer(
        self, employer_id: UUID, vacancy_id: UUID | None, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[Presented]:
        with self.unit_of_work() as unit:
            return self.view(EmployerCandidates).of_employer(
                unit, employer_id, vacancy_id, limit, after[0] if after else None
            )


def recall(unit: UnitOfWork, candidate: Candidate, reason: CandidacyEnd) -> None:
    """End what waits, and give the employer until DL17 to confirm that it deleted what it holds."""
    due = due_under(unit, "DL17", happening(), running_at(candidate.workplace))
    candidate.follow_withdrawal(due.at, reason)
    if candidate.status is CandidateStatus.WITHDRAWN:
        release_position(unit, candidate)
    save_at(unit, candidate.workplace, candidate)


def release_position(unit: UnitOfWork, candidate: Candidate) -> None:
    vacancy = unit.get(Vacancy, candidate.candidacy.vacancy_id)
    vacancy.release_position(candidate.id)
    save_at(unit, vacancy.workplace, vacancy)


def _presented(
    unit: UnitOfWork, candidacy: Candidacy, grant_id: UUID, shared_fields: tuple[DataClass, ...], vacancy: Vacancy
) -> Candidate:
    candidate = unit.find(Candidate, Candidate.create_id(candidacy))
    if candidate is None:
        return Candidate(
            candidacy=candidacy, grant_id=grant_id, shared_fields=shared_fields, workplace=vacancy.workplace
        )
    candidate.present_anew(grant_id, shared_fields)
    return candidate


def _relied_on(
    unit: UnitOfWork, candidate: Candidate, fields: frozenset[DataClass], needed: frozenset[DataClass]
) -> KnownGrant:
    grant = unit.find(KnownGrant, candidate.grant_id)
    if grant is None:
        raise GrantNotKnownYet
    person_id = candidate.candidacy.person_id
    one = stands_for(unit, grant.person_id) == stands_for(unit, person_id)
    giver = grant.person_id if one else person_id
    grant.rely_on(candidate.id, giver, candidate.candidacy.employer_id, fields, needed)
    return grant
