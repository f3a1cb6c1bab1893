"""The list of each month of a quota contract (DL12): one month after the other, whether it came or not."""

from __future__ import annotations

from contracts.deadlines import rule
from infra.deadlines.arithmetic import end_of_day
from infra.deadlines.clauses import Acts, Ending, Ends, Moment, Passed, Start, Starts
from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.due import ending_at
from infra.deadlines.windows import month as window_of
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.work.applications.placing import running_at
from services.referrals.work.applications.quotas import QuotasApplication
from services.referrals.work.domain.months import first_day, following
from services.referrals.work.domain.quota_contract import QuotaContract

LIST = "DL12"
Listed = QuotaContract.MonthlyListSent | QuotaContract.MonthlyListLate


def first_list(unit: UnitOfWork, event: QuotaContract.Registered) -> Start:
    place = running_at(event.workplace)
    end = end_of_day(window_of(first_day(event.first_month))[1], place.zone)
    due = ending_at(rule(LIST).term(), event.timestamp, end, place.zone)
    return Start(event.originator_id, place, due, event.timestamp, key=event.first_month)


def next_list(unit: UnitOfWork, event: Listed) -> Start | None:
    """None when the month that follows has its deadline already, or lies behind the contract's end."""
    contract, month = unit.get(QuotaContract, event.originator_id), following(event.month)
    kept = unit.find(deadline(unit.store.name), deadline_id(unit.store.name, LIST, event.originator_id, month))
    if kept is not None or not contract.owes_list(month):
        return None
    place = running_at(contract.workplace)
    due = ending_at(
        rule(LIST).term(), event.timestamp, end_of_day(window_of(first_day(month))[1], place.zone), place.zone
    )
    return Start(event.originator_id, place, due, event.timestamp, key=month)


def of_month(event: QuotaContract.MonthlyListSent) -> str:
    return event.month


def of_month_due(event: QuotaContract.WaiverRecorded) -> str:
    return event.month_due


def mark_late(app: QuotasApplication, passed: Passed) -> None:
    app.mark_list_late(passed.subject, passed.key)


CLAUSES = (
    Starts(LIST, QuotaContract.Registered, first_list),
    Ends(LIST, (QuotaContract.MonthlyListSent,), Ending.MET, key=of_month),
    Ends(LIST, (QuotaContract.WaiverRecorded,), Ending.DROPPED, key=of_month_due),
    Starts(LIST, QuotaContract.MonthlyListSent, next_list),
    Starts(LIST, QuotaContract.MonthlyListLate, next_list),
    Acts(LIST, Moment.MISSED, mark_late),
)
