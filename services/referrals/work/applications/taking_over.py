"""What work does when a person's case moves: the office that leads from now on follows it, also what is over."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.work.applications.placing import save_at
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.domain.enrolment import Enrolment
from services.referrals.work.domain.micro_credit import MicroCredit
from services.referrals.work.domain.placement import Placement

Work = Candidate | Enrolment | Placement | MicroCredit


def take_over(unit: UnitOfWork, streams: Iterable[UUID], old_office_id: UUID, new_office_id: UUID) -> None:
    """Those of these records that are the old office's; an employer, provider or lender notices nothing."""
    for stream in streams:
        found = _found(unit, stream)
        if found is not None and office_of(found) == old_office_id:
            found.take_over(new_office_id)
            save_at(unit, found.workplace, found)


def office_of(record: Work) -> UUID:
    """Who follows it."""
    if isinstance(record, Candidate):
        office_id: UUID = record.candidacy.office_id
        return office_id
    if isinstance(record, Enrolment):
        return record.attendance.office_id
    if isinstance(record, Placement):
        return record.engagement.office_id
    return record.loan.office_id


def _found(unit: UnitOfWork, stream: UUID) -> Work | None:
    kinds: tuple[type[Work], ...] = (Candidate, Enrolment, Placement, MicroCredit)
    return next((found for kind in kinds if (found := unit.find(kind, stream)) is not None), None)
