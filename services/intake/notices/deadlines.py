"""The deadlines of notices: the look within 24 hours (DL03), and the 30 days to the deliberation (DL04).

While a commission has the notice, the 30 days run there, to the same instant; they come back with the notice.
"""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from contracts.deadlines import rule
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Reopens, Start, Starts
from infra.deadlines.due import ending_at
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.notices.application import NoticesApplication
from services.intake.notices.clocks import running_at
from services.intake.notices.domain.content_access import ContentAccess
from services.intake.notices.domain.notice import Notice

LOOK, DELIBERATION = "DL03", "DL04"
BLIND_TOKEN = re.compile(r"[0-9a-f]{64}")


def look(unit: UnitOfWork, event: Notice.Recorded) -> Start:
    return _start(event, LOOK, event.clocks.urgent_look_due_at)


def deliberation(unit: UnitOfWork, event: Notice.Recorded) -> Start:
    return _start(event, DELIBERATION, event.clocks.deliberation_due_at)


def by_a_professional(event: ContentAccess.Recorded) -> bool:
    """The notifier, who is known by a blind token only, does not look for the house."""
    return BLIND_TOKEN.fullmatch(event.reader) is None


def of_the_notice(event: ContentAccess.Recorded) -> UUID:
    return event.notice_id


def extend_deliberation(app: NoticesApplication, passed: Passed) -> None:
    app.extend_deliberation(passed.subject, passed.due.at, passed.due.on)


def _start(event: Notice.Recorded, rule_id: str, end: datetime) -> Start:
    place = running_at(event.place)
    due = ending_at(rule(rule_id).term(), event.timestamp, end, place.zone)
    return Start(event.originator_id, place, due, event.timestamp)


CLAUSES = (
    Starts(LOOK, Notice.Recorded, look),
    Ends(LOOK, (ContentAccess.Recorded,), Ending.MET, subject=of_the_notice, only=by_a_professional),
    Ends(LOOK, (Notice.Withdrawn, Notice.Closed), Ending.DROPPED),
    Starts(DELIBERATION, Notice.Recorded, deliberation),
    Ends(DELIBERATION, (Notice.SentToCommission, Notice.Withdrawn, Notice.Closed), Ending.DROPPED),
    Reopens(DELIBERATION, (Notice.ReturnedUnopened,)),
    Acts(DELIBERATION, Moment.EXTENDED, extend_deliberation),
)
