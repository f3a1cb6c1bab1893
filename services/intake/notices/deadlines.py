"""The deadlines of notices: the look within 24 hours (DL03), and the 30 days to the deliberation (DL04).

While a commission has the notice, the 30 days run there, to the same instant; they come back with the notice.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.deadlines import rule
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Reopens, Start, Starts
from infra.deadlines.due import ending_at
from infra.eventstore.disclosures import Part, disclosure
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import current_metadata
from services.intake.notices.application import NoticesApplication
from services.intake.notices.clocks import running_at
from services.intake.notices.domain.notice import Notice

LOOK, DELIBERATION = "DL03", "DL04"
BLIND_TOKEN = re.compile(r"[0-9a-f]{64}")


def look(unit: UnitOfWork, event: Notice.Recorded) -> Start:
    return _start(event, LOOK, event.clocks.urgent_look_due_at)


def deliberation(unit: UnitOfWork, event: Notice.Recorded) -> Start:
    return _start(event, DELIBERATION, event.clocks.deliberation_due_at)


def by_a_professional(disclosed: Any) -> bool:
    """Somebody has read what the notice says; the notifier, known by a blind token only, does not count."""
    reader = disclosed.on_behalf_of or current_metadata().actor
    return BLIND_TOKEN.fullmatch(reader) is None and any(_tells(part) for part in disclosed.parts)


def of_the_notice(disclosed: Any) -> UUID:
    parts: tuple[Part, ...] = disclosed.parts
    return next(part.stream for part in parts if _tells(part))


def extend_deliberation(app: NoticesApplication, passed: Passed) -> None:
    app.extend_deliberation(passed.subject, passed.due.at, passed.due.on)


def _tells(part: Part) -> bool:
    """Whether the account itself was opened; a conflict check opens who is concerned, and nothing else."""
    return "statement" in part.fields


def _start(event: Notice.Recorded, rule_id: str, end: datetime) -> Start:
    place = running_at(event.place)
    due = ending_at(rule(rule_id).term(), event.timestamp, end, place.zone)
    return Start(event.originator_id, place, due, event.timestamp)


OVER = (Notice.Withdrawn, Notice.Closed, Notice.ContentErased)
CLAUSES = (
    Starts(LOOK, Notice.Recorded, look),
    Ends(LOOK, (disclosure("notices").Disclosed,), Ending.MET, subject=of_the_notice, only=by_a_professional),
    Ends(LOOK, OVER, Ending.DROPPED),
    Starts(DELIBERATION, Notice.Recorded, deliberation),
    Ends(DELIBERATION, (Notice.SentToCommission, *OVER), Ending.DROPPED),
    Reopens(DELIBERATION, (Notice.ReturnedUnopened,)),
    Acts(DELIBERATION, Moment.EXTENDED, extend_deliberation),
)
