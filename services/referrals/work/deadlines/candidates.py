"""An employer confirms that it deleted what was recalled of a candidate (DL17)."""

from __future__ import annotations

from contracts.deadlines import rule
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.due import ending_at
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.work.applications.candidates import CandidatesApplication
from services.referrals.work.applications.placing import running_at
from services.referrals.work.domain.candidate import Candidate

RECALL = "DL17"


def confirmation(unit: UnitOfWork, event: Candidate.SharedDataRecallSent) -> Start:
    """Somebody can be presented anew and recalled again: each consent has a deadline of its own."""
    candidate = unit.get(Candidate, event.originator_id)
    place = running_at(candidate.workplace)
    due = ending_at(rule(RECALL).term(), event.timestamp, event.confirm_by, place.zone)
    return Start(event.originator_id, place, due, event.timestamp, key=of_grant(event))


def of_grant(event: Candidate.SharedDataRecallSent | Candidate.SharedDataRecallConfirmed) -> str:
    return str(event.grant_id)


def of_grant_before(event: Candidate.PresentedAnew) -> str:
    return str(event.instead_of)


def escalate_recall(app: CandidatesApplication, passed: Passed) -> None:
    app.escalate_recall(passed.subject)


def extend_recall(app: CandidatesApplication, passed: Passed) -> None:
    app.extend_recall(passed.subject, passed.due.at)


CLAUSES = (
    Starts(RECALL, Candidate.SharedDataRecallSent, confirmation),
    Ends(RECALL, (Candidate.SharedDataRecallConfirmed,), Ending.MET, key=of_grant),
    Ends(RECALL, (Candidate.PresentedAnew,), Ending.DROPPED, key=of_grant_before),
    Acts(RECALL, Moment.MISSED, escalate_recall),
    Acts(RECALL, Moment.EXTENDED, extend_recall),
)
