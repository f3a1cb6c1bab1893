"""What the closing of an employer does to its vacancies and candidates: nobody waits where nobody is (PL12, X11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from infra.deadlines.reading import due_under
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import happening
from services.referrals.work.applications.placing import running_at, save_at
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.domain.vacancy import Vacancy


@dataclass(frozen=True)
class AtEmployer:
    """What is open at an employer: vacancies, and candidates that wait or of whom it holds data."""

    vacancies: Sequence[UUID] = ()
    candidates: Sequence[UUID] = ()


def stop(unit: UnitOfWork, found: AtEmployer) -> None:
    """Close the vacancies, end what waits, and recall what was shown. Placements go on as long as they do."""
    for vacancy_id in found.vacancies:
        vacancy = unit.get(Vacancy, vacancy_id)
        vacancy.close()
        save_at(unit, vacancy.workplace, vacancy)
    for candidate_id in found.candidates:
        candidate = unit.get(Candidate, candidate_id)
        due = due_under(unit, "DL17", happening(), running_at(candidate.workplace))
        candidate.follow_closing(due.at)
        save_at(unit, candidate.workplace, candidate)
