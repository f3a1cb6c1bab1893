"""What a context says about its deadlines, as data: which event starts one, which ends it, who acts when it is missed.

A context's `deadlines.py` holds them in a tuple named CLAUSES:

    Starts("DL05", Referral.Sent, answer_due),
    Ends("DL05", (Referral.Accepted, Referral.Declined), Ending.MET),
    Acts("DL05", Moment.MISSED, escalate),
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from infra.deadlines.calendars import Place
from infra.deadlines.due import Due
from infra.eventstore.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Start:
    """A deadline as the event that starts it tells; its end is computed already."""

    subject: UUID
    place: Place
    due: Due
    started_at: datetime
    term: str = ""
    key: str = ""


class Ending(StrEnum):
    """How an event ends a deadline."""

    MET = "met"
    DROPPED = "dropped"


class Moment(StrEnum):
    """When somebody acts on a deadline: the stored names of its own events."""

    APPROACHING = "approaching"
    MISSED = "missed"
    EXTENDED = "extended"


@dataclass(frozen=True)
class Passed:
    """What an action is told: which deadline of which subject, and its end as it is now."""

    rule: str
    subject: UUID
    due: Due
    key: str = ""


def of_the_stream(event: Any) -> UUID:
    """The subject of most deadlines: the aggregate whose event it was."""
    found: UUID = event.originator_id
    return found


def no_key(event: Any) -> str:
    """A subject has one deadline under most rules."""
    return ""


def always(event: Any) -> bool:
    return True


@dataclass(frozen=True)
class Starts:
    """`start(unit, event)` may answer None: then this event starts nothing."""

    rule: str
    event: Any
    start: Callable[[UnitOfWork, Any], Start | None]


@dataclass(frozen=True)
class Ends:
    """`only(event)` picks among the events of a class; `subject(event)` and `key(event)` say which deadline it ends."""

    rule: str
    events: tuple[Any, ...]
    ending: Ending
    subject: Callable[[Any], UUID] = of_the_stream
    only: Callable[[Any], bool] = always
    key: Callable[[Any], str] = no_key


@dataclass(frozen=True)
class Reopens:
    """What ended the deadline was taken back: it runs on to the end that it had."""

    rule: str
    events: tuple[Any, ...]
    subject: Callable[[Any], UUID] = of_the_stream


@dataclass(frozen=True)
class Acts:
    """`act(app, passed)` decides through the application named by its annotation, in the timer's transaction."""

    rule: str
    moment: Moment
    act: Callable[[Any, Passed], None]


Clause = Starts | Ends | Reopens | Acts
