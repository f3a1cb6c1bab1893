"""The deadline of a consent: announced 15 days before its end, ended at its end (DL16)."""

from __future__ import annotations

from uuid import UUID

from contracts.deadlines import rule
from infra.deadlines.arithmetic import local_day
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.due import Due, due_on
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.people.applications.consents import ENDS, ConsentsApplication
from services.intake.people.applications.placing import place_of
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.person import Person


def end(unit: UnitOfWork, event: ConsentLedger.Granted) -> Start | None:
    """At the very moment that was agreed. Nobody is reminded of one that is shorter than the reminder's 15 days."""
    if event.valid_until is None:
        return None
    place = place_of(unit, unit.get(Person, event.person_id).office_id)
    day = local_day(event.valid_until, place.zone)
    remind_at = due_on(rule(ENDS).term(), event.timestamp, day, place.zone).at
    due = Due(event.valid_until, day, remind_at if remind_at > event.timestamp else None)
    return Start(event.originator_id, place, due, event.timestamp, key=of_grant(event))


def of_grant(event: ConsentLedger.Granted | ConsentLedger.Withdrawn) -> str:
    """A ledger has a deadline for each grant that ends."""
    return str(event.grant_id)


def remind(app: ConsentsApplication, passed: Passed) -> None:
    app.remind(passed.subject, UUID(passed.key))


def expire(app: ConsentsApplication, passed: Passed) -> None:
    app.expire(passed.subject, UUID(passed.key))


CLAUSES = (
    Starts(ENDS, ConsentLedger.Granted, end),
    Ends(ENDS, (ConsentLedger.Withdrawn,), Ending.DROPPED, key=of_grant),
    Acts(ENDS, Moment.APPROACHING, remind),
    Acts(ENDS, Moment.MISSED, expire),
)
