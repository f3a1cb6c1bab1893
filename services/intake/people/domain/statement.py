"""Follow-up statement: on which days somebody was followed up; a pardon may count them (decree of 2024)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Period:
    """Days at the office's place, both included."""

    first_on: date
    last_on: date

    @property
    def days(self) -> int:
        return (self.last_on - self.first_on).days + 1


@dataclass(frozen=True)
class Statement:
    """`grant_id` None: the person's own request stands behind it."""

    statement_id: UUID
    grant_id: UUID | None
    periods: tuple[Period, ...]

    @property
    def days(self) -> int:
        """Of all periods; a day on which one ended and the next began counts once."""
        return len({period.first_on.toordinal() + n for period in self.periods for n in range(period.days)})


def followed(periods: tuple[Period, ...], since: date | None, until: date) -> tuple[Period, ...]:
    """The periods so far, with the one that began on `since` until a day. A late entry never makes one negative."""
    return periods if since is None else (*periods, Period(since, max(since, until)))
