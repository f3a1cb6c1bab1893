"""Period: a civil year or month, in the zone of each fact's own place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from infra.kernel import DomainError

WRITTEN = re.compile(r"(?P<year>20\d\d)(-(?P<month>0[1-9]|1[0-2]))?")
WIDEST_ZONE = timedelta(hours=15)


class PeriodUnknown(DomainError):
    code = "analytics.period-unknown"
    detail = "A period is a year or a month of this century."
    fix = "Write 2025 or 2025-04."


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Raises PeriodUnknown."""
        match = WRITTEN.fullmatch(text)
        if match is None:
            raise PeriodUnknown
        year, month = int(match["year"]), match["month"]
        if month is None:
            return cls(text, date(year, 1, 1), date(year, 12, 31))
        first = date(year, int(month), 1)
        return cls(text, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """From and until, so wide that no zone's days of the period lie outside."""
        start = datetime.combine(self.first, time(), UTC) - WIDEST_ZONE
        return start, datetime.combine(self.last, time(), UTC) + timedelta(days=1) + WIDEST_ZONE
