"""The seal of an employer lasts a year; it is announced when its end comes near, and lapses by itself (DL23)."""

from __future__ import annotations

from datetime import date

from contracts.deadlines import rule
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.due import due_on
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.work.applications.placing import running_at
from services.referrals.work.applications.seals import SealsApplication
from services.referrals.work.domain.employer_seal import EmployerSeal

RENEWAL = "DL23"


def renewal(unit: UnitOfWork, event: EmployerSeal.Granted | EmployerSeal.GrantedAnew | EmployerSeal.Renewed) -> Start:
    """Each year of the seal is a deadline of its own."""
    place = running_at(unit.get(EmployerSeal, event.originator_id).workplace)
    due = due_on(rule(RENEWAL).term(), event.timestamp, event.valid_until, place.zone)
    return Start(event.originator_id, place, due, event.timestamp, key=event.valid_until.isoformat())


def of_year_before(event: EmployerSeal.Renewed) -> str:
    return event.valid_before.isoformat()


def remind(app: SealsApplication, passed: Passed) -> None:
    app.remind(passed.subject, date.fromisoformat(passed.key))


def lapse(app: SealsApplication, passed: Passed) -> None:
    app.lapse(passed.subject, date.fromisoformat(passed.key))


CLAUSES = (
    Starts(RENEWAL, EmployerSeal.Granted, renewal),
    Starts(RENEWAL, EmployerSeal.GrantedAnew, renewal),
    Ends(RENEWAL, (EmployerSeal.Renewed,), Ending.MET, key=of_year_before),
    Starts(RENEWAL, EmployerSeal.Renewed, renewal),
    Acts(RENEWAL, Moment.APPROACHING, remind),
    Acts(RENEWAL, Moment.MISSED, lapse),
)
