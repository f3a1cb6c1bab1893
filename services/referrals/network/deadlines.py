"""The deadline of an agreement: announced 60 days before its end (DL22), over with the end of its last day (PL13)."""

from __future__ import annotations

from uuid import UUID

from contracts.deadlines import rule
from infra.deadlines.arithmetic import end_of_day
from infra.deadlines.clauses import Acts, Moment, Passed, Start, Starts
from infra.deadlines.due import Due, due_on
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.network.domain.partner import Partner
from services.referrals.network.expiring import ExpiryApplication
from services.referrals.network.placing import running_at

RENEWAL = "DL22"


def end(unit: UnitOfWork, event: Partner.AgreementSigned) -> Start | None:
    """One without an end has none. Nobody is reminded of one that is shorter than the reminder's 60 days."""
    day = event.agreement.ends_on
    if day is None:
        return None
    place = running_at(unit.get(Partner, event.originator_id))
    remind_at = due_on(rule(RENEWAL).term(), event.timestamp, day, place.zone).at
    announced = remind_at if remind_at > event.timestamp else None
    due = Due(end_of_day(day, place.zone), day, announced)
    return Start(event.originator_id, place, due, event.timestamp, key=str(event.agreement.agreement_id))


def announce(app: ExpiryApplication, passed: Passed) -> None:
    app.announce_renewal(passed.subject, UUID(passed.key))


def expire(app: ExpiryApplication, passed: Passed) -> None:
    app.expire_agreement(passed.subject, UUID(passed.key))


CLAUSES = (
    Starts(RENEWAL, Partner.AgreementSigned, end),
    Acts(RENEWAL, Moment.APPROACHING, announce),
    Acts(RENEWAL, Moment.MISSED, expire),
)
