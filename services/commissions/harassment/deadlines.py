"""The deadline of a notice's case: 30 days from the notice to the deliberation, as the notice brought them (DL04)."""

from __future__ import annotations

from contracts.deadlines import rule
from infra.deadlines.calendars import Place
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.due import ending_at
from infra.eventstore.unit_of_work import UnitOfWork
from services.commissions.harassment.cases import CasesApplication
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.notice_case import NoticeCase

DELIBERATION = "DL04"


def deliberation(unit: UnitOfWork, event: NoticeCase.Opened) -> Start:
    """It started with the notice, not with the case."""
    commission = unit.get(Commission, event.commission_id)
    place = Place(zone=commission.zone, uf=commission.uf.value, court=f"court:{commission.court_id}")
    due = ending_at(rule(DELIBERATION).term(), event.timestamp, event.due.deliberation_due_at, place.zone)
    return Start(event.originator_id, place, due, event.received_at)


def mark_overdue(app: CasesApplication, passed: Passed) -> None:
    app.mark_overdue(passed.subject)


def extend_deliberation(app: CasesApplication, passed: Passed) -> None:
    app.extend_deliberation(passed.subject, passed.due.at, passed.due.on)


CLAUSES = (
    Starts(DELIBERATION, NoticeCase.Opened, deliberation),
    Ends(DELIBERATION, (NoticeCase.DeliberationHeld,), Ending.MET),
    Ends(DELIBERATION, (NoticeCase.Closed,), Ending.DROPPED),
    Acts(DELIBERATION, Moment.MISSED, mark_overdue),
    Acts(DELIBERATION, Moment.EXTENDED, extend_deliberation),
)
