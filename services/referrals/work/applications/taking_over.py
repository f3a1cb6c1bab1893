"""What work does when a person's case moves: the office that leads from now on follows it, also what is over."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.work.applications.placing import save_at
from services.referrals.work.domain.candidate import Candidacy, Candidate
from services.referrals.work.domain.enrolment import Attendance, Enrolment
from services.referrals.work.domain.micro_credit import Loan, MicroCredit
from services.referrals.work.domain.placement import Engagement, Placement

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
    followed: Candidacy | Attendance | Engagement | Loan
    if isinstance(record, Candidate):
        followed = record.candidacy
    elif isinstance(record, Enrolment):
        followed = record.attendance
    elif isinstance(record, Placement):
        followed = record.engagement
    else:
        followed = record.loan
    return followed.office_id


def _found(unit: UnitOfWork, stream: UUID) -> Work | None:
    return (
        unit.find(Candidate, stream)
        or unit.find(Enrolment, stream)
        or unit.find(Placement, stream)
        or unit.find(MicroCredit, stream)
    )
