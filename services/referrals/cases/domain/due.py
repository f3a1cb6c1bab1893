"""When a partner must have answered (DL05), and when a recall must be confirmed (DL17).

A stand-in until the deadline engine comes: business days are Monday to Friday without any holiday, and
the four hours of a same-day referral are clock hours instead of office hours.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contracts.vocabulary import Urgency

SAME_DAY = timedelta(hours=4)
BUSINESS_DAYS = {Urgency.WEEK: 3, Urgency.NORMAL: 7}
RECALL_BUSINESS_DAYS = 5
SATURDAY = 5
LAST_SECOND = time(23, 59, 59)


def response_due_at(urgency: Urgency, sent_at: datetime, zone: str) -> datetime:
    """The last instant for an answer, in UTC; business days end with the day in the partner's zone."""
    if urgency == Urgency.SAME_DAY:
        return sent_at + SAME_DAY
    return end_of_business_day(sent_at, BUSINESS_DAYS[urgency], zone)


def recall_due_at(withdrawn_at: datetime, zone: str) -> datetime:
    """The last instant for a partner to confirm that it deleted what it held."""
    return end_of_business_day(withdrawn_at, RECALL_BUSINESS_DAYS, zone)


def end_of_business_day(start: datetime, days: int, zone: str) -> datetime:
    """The end of the `days`-th business day after the local day of `start`, which does not count itself."""
    local = ZoneInfo(zone)
    day = start.astimezone(local).date()
    for _ in range(days):
        day = _next_business_day(day)
    return datetime.combine(day, LAST_SECOND, local).astimezone(UTC)


def _next_business_day(day: date) -> date:
    following = day + timedelta(days=1)
    return following if following.weekday() < SATURDAY else _next_business_day(following)
