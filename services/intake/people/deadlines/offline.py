"""The deadline of an offline batch: in and closed after 72 hours, else the office is warned (DL25)."""

from __future__ import annotations

from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.reading import due_under
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.people.applications.offline import OfflineApplication
from services.intake.people.applications.placing import place_of
from services.intake.people.domain.offline_batch import OfflineBatch

SYNC = "DL25"


def sync(unit: UnitOfWork, event: OfflineBatch.Opened) -> Start:
    place = place_of(unit, event.office_id)
    return Start(event.originator_id, place, due_under(unit, SYNC, event.timestamp, place), event.timestamp)


def warn(app: OfflineApplication, passed: Passed) -> None:
    app.mark_overdue(passed.subject, passed.due.at)


CLAUSES = (
    Starts(SYNC, OfflineBatch.Opened, sync),
    Ends(SYNC, (OfflineBatch.Closed,), Ending.MET),
    Acts(SYNC, Moment.MISSED, warn),
)
