"""The deadlines of intake: a follow-up plan is reviewed (DL08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from contracts.deadlines import rule
from infra.deadlines.calendars import Place
from infra.deadlines.clauses import Ending, Ends, Start, Starts
from infra.deadlines.due import due
from infra.deadlines.reading import calendar_of
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Event
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.office import Office

REVIEW = "DL08"
FIRST_QUARTER = timedelta(days=90)


def first_review(unit: UnitOfWork, event: FollowUpPlan.Opened) -> Start:
    return _review(unit, event, event.office_id, event.review_id, event.on, event.review_every_days)


def next_review(unit: UnitOfWork, event: FollowUpPlan.Reviewed | FollowUpPlan.Reopened) -> Start:
    return _review(unit, event, event.office_id, event.next_review_id, event.opened_on, event.review_every_days)


def review_of(event: FollowUpPlan.Reviewed | FollowUpPlan.Paused | FollowUpPlan.Closed) -> UUID:
    """Each review is a subject of its own: a plan has many, one after the other."""
    return event.review_id


def _review(
    unit: UnitOfWork, event: Event, office_id: UUID, review_id: UUID, opened_on: date, every_days: int | None
) -> Start:
    """After 30 days in the first three months, then after 90; or after as many as the plan says."""
    office = unit.get(Office, office_id)
    place = Place(zone=office.zone, uf=office.uf.value, municipality_ibge7=office.municipality_ibge7)
    name = "first_quarter" if event.timestamp.date() - opened_on < FIRST_QUARTER else "later"
    term = rule(REVIEW).term(name)
    wanted = replace(term, length=every_days) if every_days else term
    end = due(wanted, event.timestamp, calendar_of(unit, place, event.timestamp))
    return Start(review_id, place, end, event.timestamp, name)


CLAUSES = (
    Starts(REVIEW, FollowUpPlan.Opened, first_review),
    Ends(REVIEW, (FollowUpPlan.Reviewed,), Ending.MET, subject=review_of),
    Ends(REVIEW, (FollowUpPlan.Paused, FollowUpPlan.Closed), Ending.DROPPED, subject=review_of),
    Starts(REVIEW, FollowUpPlan.Reviewed, next_review),
    Starts(REVIEW, FollowUpPlan.Reopened, next_review),
)
