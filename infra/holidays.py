"""Public holidays as data: the national ones; those of a state, municipality or court come from their own calendars."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

BRAZIL = Path(__file__).parent / "data" / "holidays_br.json"


@cache
def national(file: Path = BRAZIL) -> frozenset[date]:
    """The national holidays that the file lists, year by year."""
    years = json.loads(file.read_text())["national"].values()
    return frozenset(date.fromisoformat(day) for days in years for day in days)
