"""Months as people write them, `2025-04`: in this form their order is that of the texts."""

from __future__ import annotations

from datetime import date

DECEMBER = 12


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def following(month: str) -> str:
    day = first_day(month)
    nxt = day.replace(year=day.year + 1, month=1) if day.month == DECEMBER else day.replace(month=day.month + 1)
    return month_of(nxt)
