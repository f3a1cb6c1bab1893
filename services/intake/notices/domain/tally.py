"""Tally: how many receptions of a unit and period were not recorded; a number that tells nothing more (art. 14 §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from infra.kernel import DomainError, NotFound

PERIOD = re.compile(r"(?P<year>20\d\d)-(?:(?P<month>0[1-9]|1[0-2])|S(?P<semester>[12]))")
MONTHS_OF_SEMESTER = 6


class TallyCountsByOne(DomainError):
    code = "notices.tally-counts-by-one"
    detail = "A tally grows by one for each reception."
    fix = "Send n + 1 for the n that stands in If-Match."


class PeriodNotBegun(DomainError):
    code = "notices.tally-period-not-begun"
    detail = "The period has not begun."
    fix = "Count in the period of the reception."


@dataclass(frozen=True)
class Period:
    """A month, or a semester where a monthly number would reveal somebody."""

    name: str
    first_day: date

    @classmethod
    def parse(cls, name: str) -> Period:
        """`2025-04` or `2025-S1`. Raises NotFound for anything else: there is no such period."""
        found = PERIOD.fullmatch(name)
        if found is None:
            raise NotFound
        semester = found["semester"]
        month = int(found["month"]) if semester is None else 1 + MONTHS_OF_SEMESTER * (int(semester) - 1)
        return cls(name, date(int(found["year"]), month, 1))


def check_next(n: int, expected: int, period: Period, today: date) -> None:
    """Raises TallyCountsByOne or PeriodNotBegun. `expected` is the number that the caller has seen."""
    if n != expected + 1:
        raise TallyCountsByOne
    if period.first_day > today:
        raise PeriodNotBegun
