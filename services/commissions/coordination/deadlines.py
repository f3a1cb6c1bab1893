"""The deadline of a commitment: it is done by the end of its day, where the organisation is (DL19, PL34)."""

from __future__ import annotations

from contracts.deadlines import rule
from infra.deadlines.calendars import Place
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.due import due_on
from infra.eventstore.unit_of_work import UnitOfWork
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.domain.commitment import Commitment

DONE = "DL19"


def done(unit: UnitOfWork, event: Commitment.Assigned) -> Start | None:
    """A commitment without a day has no deadline."""
    if event.due_on is None:
        return None
    place = Place(zone=event.zone, uf=event.uf.value if event.uf else None)
    due = due_on(rule(DONE).term(), event.timestamp, event.due_on, event.zone)
    return Start(event.originator_id, place, due, event.timestamp)


def mark_overdue(app: CoordinationApplication, passed: Passed) -> None:
    """PL34."""
    app.mark_overdue(passed.subject)


CLAUSES = (
    Starts(DONE, Commitment.Assigned, done),
    Ends(DONE, (Commitment.Fulfilled,), Ending.MET),
    Ends(DONE, (Commitment.Dropped,), Ending.DROPPED),
    Acts(DONE, Moment.MISSED, mark_overdue),
)
