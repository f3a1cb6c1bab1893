"""The deadline of a data subject's request: 15 days, of whichever kind (DL15)."""

from __future__ import annotations

from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.reading import due_under
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.people.applications.placing import place_of
from services.intake.people.applications.subject_requests import SubjectRequestsApplication
from services.intake.people.domain.data_subject_request import DataSubjectRequest
from services.intake.people.domain.erasure_request import ErasureRequest

ANSWER = "DL15"


def answer(unit: UnitOfWork, event: DataSubjectRequest.Opened | ErasureRequest.Opened) -> Start:
    """Counted at the office's place."""
    place = place_of(unit, event.office_id)
    return Start(event.originator_id, place, due_under(unit, ANSWER, event.timestamp, place), event.timestamp)


def mark_overdue(app: SubjectRequestsApplication, passed: Passed) -> None:
    app.mark_overdue(passed.subject, passed.due.at)


CLAUSES = (
    Starts(ANSWER, DataSubjectRequest.Opened, answer),
    Starts(ANSWER, ErasureRequest.Opened, answer),
    Ends(ANSWER, (DataSubjectRequest.Answered, DataSubjectRequest.RefusedWithGround), Ending.MET),
    Ends(ANSWER, (ErasureRequest.Refused, ErasureRequest.Completed), Ending.MET),
    Acts(ANSWER, Moment.MISSED, mark_overdue),
)
