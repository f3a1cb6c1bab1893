"""The deadlines of referrals: a partner answers (DL05), and confirms that it deleted what was recalled (DL17)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.deadlines import rule
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.due import ending_at
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.domain.referral import Referral
from services.referrals.network.domain.partner import Partner
from services.referrals.network.placing import running_at

ANSWER, RECALL = "DL05", "DL17"


def answer(unit: UnitOfWork, event: Referral.Sent) -> Start:
    """By the urgency, in the partner's place."""
    return _start(unit, event, ANSWER, event.response_due_at, event.matter.partner_id, event.matter.urgency)


def confirmation(unit: UnitOfWork, event: Referral.SharedDataRecallSent) -> Start:
    return _start(unit, event, RECALL, event.confirm_by, event.matter.partner_id)


def remind_partner(app: CasesApplication, passed: Passed) -> None:
    """PL07."""
    app.remind_partner(passed.subject)


def escalate_answer(app: CasesApplication, passed: Passed) -> None:
    """PL07: the office looks for another offer."""
    app.escalate_answer(passed.subject)


def extend_answer(app: CasesApplication, passed: Passed) -> None:
    app.extend_answer(passed.subject, passed.due.at)


def escalate_recall(app: CasesApplication, passed: Passed) -> None:
    """X01: confirmed within five business days, or the office is told."""
    app.escalate_recall(passed.subject)


def extend_recall(app: CasesApplication, passed: Passed) -> None:
    app.extend_recall(passed.subject, passed.due.at)


def _start(
    unit: UnitOfWork,
    event: Referral.Sent | Referral.SharedDataRecallSent,
    rule_id: str,
    end: datetime,
    partner_id: UUID,
    term: str = "",
) -> Start:
    place = running_at(unit.get(Partner, partner_id))
    due = ending_at(rule(rule_id).term(term), event.timestamp, end, place.zone)
    return Start(event.originator_id, place, due, event.timestamp, term)


CLAUSES = (
    Starts(ANSWER, Referral.Sent, answer),
    Ends(ANSWER, (Referral.Accepted, Referral.Declined, Referral.Waitlisted), Ending.MET),
    Ends(
        ANSWER,
        (Referral.Cancelled, Referral.Suspended, Referral.Expired, Referral.ReissuedInNewTerritory),
        Ending.DROPPED,
    ),
    Acts(ANSWER, Moment.APPROACHING, remind_partner),
    Acts(ANSWER, Moment.MISSED, escalate_answer),
    Acts(ANSWER, Moment.EXTENDED, extend_answer),
    Starts(RECALL, Referral.SharedDataRecallSent, confirmation),
    Ends(RECALL, (Referral.SharedDataRecallConfirmed,), Ending.MET),
    Acts(RECALL, Moment.MISSED, escalate_recall),
    Acts(RECALL, Moment.EXTENDED, extend_recall),
)
