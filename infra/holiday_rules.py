"""One rule of a day without office hours: the days of a year that it names, and how it is written in a data file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

MIDWEEK, FRIDAY = (1, 2, 3), 4


@dataclass(frozen=True)
class Holiday:
    """One rule: a fixed month-day, a span of them, or so many days from Easter. `moves`: midweek goes to Friday."""

    scope: str
    name: str
    law: str
    since: date
    until: date = date.max
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    easter: int | None = None
    moves: bool = False

    def days(self, year: int) -> frozenset[date]:
        """On which days of a year it is kept."""
        return frozenset(day for day in self._nominal(year) if self.since <= day <= self.until)

    def _nominal(self, year: int) -> list[date]:
        if self.easter is not None:
            return [easter_sunday(year) + timedelta(days=self.easter)]
        assert self.first is not None
        assert self.last is not None
        first, last = date(year, *self.first), date(year, *self.last)
        span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [_friday_of(day) for day in span] if self.moves else span


def easter_sunday(year: int) -> date:
    """By the anonymous Gregorian algorithm."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def rule_of(scope: str, entry: Mapping[str, str | int | bool]) -> Holiday:
    """The rule that a line of a file states. Raises KeyError for one without name, law or since."""
    on = str(entry["on"]) if "on" in entry else None
    return Holiday(
        scope=scope, name=str(entry["name"]), law=str(entry["law"]),
        since=date.fromisoformat(str(entry["since"])),
        until=date.fromisoformat(str(entry.get("until", date.max.isoformat()))),
        first=_month_day(on or entry.get("first")), last=_month_day(on or entry.get("last")),
        easter=int(entry["easter"]) if "easter" in entry else None,
        moves=bool(entry.get("moves", False)),
    )  # fmt: skip


def _friday_of(day: date) -> date:
    return day + timedelta(days=FRIDAY - day.weekday()) if day.weekday() in MIDWEEK else day


def _month_day(text: object) -> tuple[int, int] | None:
    if text is None:
        return None
    month, day = str(text).split("-")
    return int(month), int(day)
