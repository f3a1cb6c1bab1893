"""What work does for an erasure: says what is under way, and ends it; what an employer keeps is its own (X07)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from contracts.vocabulary.work import CandidacyEnd
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.work.applications.candidates import recall
from services.referrals.work.applications.placing import save_at
from services.referrals.work.applications.trainings import leave
from services.referrals.work.domain.candidate import Candidate, CandidateStatus
from services.referrals.work.domain.enrolment import Enrolment, EnrolmentStatus
from services.referrals.work.domain.micro_credit import CreditStatus, MicroCredit
from services.referrals.work.domain.placement import Placement


def under_way(unit: UnitOfWork, streams: Iterable[UUID]) -> int:
    """How many candidacies, trainings, placements and requests for credit among these records are not over."""
    return sum(_runs(unit, stream) for stream in streams)


def end_all(unit: UnitOfWork, streams: Iterable[UUID]) -> None:
    """Nothing goes on; who was shown something is asked to delete it. A slot that is filled stays filled."""
    for stream in streams:
        if candidate := unit.find(Candidate, stream):
            recall(unit, candidate, CandidacyEnd.ERASURE)
        elif (enrolment := unit.find(Enrolment, stream)) and enrolment.status is EnrolmentStatus.ENROLLED:
            leave(unit, enrolment)
        elif placement := unit.find(Placement, stream):
            placement.stop_following()
            save_at(unit, placement.workplace, placement)
        elif (credit := unit.find(MicroCredit, stream)) and credit.status is CreditStatus.REQUESTED:
            credit.withdraw()
            save_at(unit, credit.workplace, credit)


def _runs(unit: UnitOfWork, stream: UUID) -> bool:
    if candidate := unit.find(Candidate, stream):
        return candidate.status is CandidateStatus.PRESENTED
    if enrolment := unit.find(Enrolment, stream):
        return enrolment.status is EnrolmentStatus.ENROLLED
    if placement := unit.find(Placement, stream):
        return placement.running
    credit = unit.find(MicroCredit, stream)
    return credit is not None and credit.status is CreditStatus.REQUESTED
