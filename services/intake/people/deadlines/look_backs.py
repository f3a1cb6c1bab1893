"""The deadlines of a look-back: 30 days, 6, 12 and 24 months after a release, each met by its review (DL21)."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.outcomes import LookBackMark
from infra.deadlines.clauses import Ending, Ends, Start, Starts
from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.reading import due_under
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.people.applications.placing import place_of
from services.intake.people.domain.look_back import MARKS, LookBack

ASK = "DL21"
Begun = LookBack.Started | LookBack.Resumed


def ask(mark: LookBackMark, unit: UnitOfWork, event: Begun) -> Start | None:
    """None for a point of time that has passed: nobody is late with what nobody knew."""
    if mark not in event.marks:
        return None
    place = place_of(unit, event.office_id)
    released_at = datetime.combine(event.released_on, time(), ZoneInfo(place.zone))
    due = due_under(unit, ASK, released_at, place, mark.value)
    key = key_of(event.released_on, mark)
    if isinstance(event, LookBack.Started):
        return Start(event.originator_id, place, due, released_at, mark.value, key)
    kept = unit.get(deadline(unit.store.name), deadline_id(unit.store.name, ASK, event.originator_id, key))
    kept.reopen(due)
    unit.save(kept)
    return None


def key_of(released_on: date, mark: LookBackMark) -> str:
    """A person may be released more than once; each release has points of time of its own."""
    return f"{released_on.isoformat()}/{mark.value}"


def of_review(event: LookBack.OutcomeReviewed) -> str:
    return key_of(event.released_on, event.mark)


def of_mark(mark: LookBackMark, event: LookBack.Ended) -> str:
    return key_of(event.released_on, mark)


def deadline_of(look_back_id: UUID, released_on: date, mark: LookBackMark) -> UUID:
    """The id of the deadline of a point of time."""
    return deadline_id("intake", ASK, look_back_id, key_of(released_on, mark))


CLAUSES = (
    *(Starts(ASK, LookBack.Started, partial(ask, mark)) for mark in MARKS),
    *(Starts(ASK, LookBack.Resumed, partial(ask, mark)) for mark in MARKS),
    Ends(ASK, (LookBack.OutcomeReviewed,), Ending.MET, key=of_review),
    *(Ends(ASK, (LookBack.Ended,), Ending.DROPPED, key=partial(of_mark, mark)) for mark in MARKS),
)
