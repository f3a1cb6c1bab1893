"""The retention checks of a placement: 30, 90, 180 and 365 days after its start, each met by its answer (DL14)."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from contracts.deadlines import rule
from contracts.vocabulary.work import RetentionMark
from infra.deadlines.arithmetic import end_of_day
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.due import ending_at
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.work.applications.placements import PlacementsApplication
from services.referrals.work.applications.placing import running_at
from services.referrals.work.domain.placement import Placement

CHECK = "DL14"


def check(mark: RetentionMark, unit: UnitOfWork, event: Placement.Started) -> Start | None:
    """None for a mark that has passed: nobody is late with what nobody knew."""
    due_on = {found.mark: found.due_on for found in event.checks}.get(mark)
    if due_on is None:
        return None
    place = running_at(event.workplace)
    started_at = datetime.combine(event.engagement.started_on, time(), ZoneInfo(place.zone))
    due = ending_at(rule(CHECK).term(mark.value), started_at, end_of_day(due_on, place.zone), place.zone)
    return Start(event.originator_id, place, due, started_at, mark.value, mark.value)


def of_mark(event: Placement.Retained | Placement.CheckUnanswered) -> str:
    return event.mark.value


def of_any(mark: RetentionMark, event: Placement.Ended | Placement.FollowUpStopped) -> str:
    return mark.value


def extend(app: PlacementsApplication, passed: Passed) -> None:
    app.extend_check(passed.subject, RetentionMark(passed.key), passed.due.on)


CLAUSES = (
    *(Starts(CHECK, Placement.Started, partial(check, mark)) for mark in RetentionMark),
    Ends(CHECK, (Placement.Retained, Placement.CheckUnanswered), Ending.MET, key=of_mark),
    *(
        Ends(CHECK, (Placement.Ended, Placement.FollowUpStopped), Ending.DROPPED, key=partial(of_any, mark))
        for mark in RetentionMark
    ),
    Acts(CHECK, Moment.EXTENDED, extend),
)
