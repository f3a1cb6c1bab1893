"""The working days of a place: week-ends, the holidays of its scopes, and what was suspended there ad hoc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from infra import holidays

SATURDAY = 5
NATIONAL = "BR"
# Nothing closes longer without another law; more than this is a mistake in the data.
LONGEST_CLOSURE = 400


@dataclass(frozen=True)
class Place:
    """Where a deadline runs: `zone` is an IANA name, `court` a court calendar such as `court:federal`."""

    zone: str
    uf: str | None = None
    municipality_ibge7: str | None = None
    court: str | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """Whose holidays count here: the country's, the state's, the municipality's, the court's."""
        named = (self.uf and f"BR-{self.uf}", self.municipality_ibge7 and f"BR-{self.municipality_ibge7}", self.court)
        return (NATIONAL, *(scope for scope in named if scope))


@dataclass(frozen=True)
class Closure:
    """Days, both included, on which deadlines do not run in a scope, by a single act."""

    scope: str
    first_on: date
    last_on: date

    def covers(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


class NoWorkingDay(ValueError):
    """A calendar without a working day for more than a year."""


@dataclass(frozen=True)
class Calendar:
    """The working days of a place. `closures` of other places do no harm."""

    place: Place
    closures: Sequence[Closure] = ()

    def works(self, day: date) -> bool:
        """Whether there are office hours."""
        return self.ordinarily_works(day) and not any(
            closure.covers(day) for closure in self.closures if closure.scope in self.place.scopes
        )

    def ordinarily_works(self, day: date) -> bool:
        """As `works`, but for what was suspended ad hoc."""
        closed = (holidays.days_of(scope, day.year) for scope in self.place.scopes)
        return day.weekday() < SATURDAY and not any(day in days for days in closed)

    def first_working_day(self, day: date) -> date:
        """The day itself, or the first working day after it. Raises NoWorkingDay."""
        for ahead in count():
            if ahead > LONGEST_CLOSURE:
                raise NoWorkingDay
            if self.works(found := day + timedelta(days=ahead)):
                return found
        raise NoWorkingDay
