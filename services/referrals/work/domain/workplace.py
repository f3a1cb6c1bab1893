"""Where work is: its territory, and the clock by which its days are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from contracts.vocabulary.network import UF


@dataclass(frozen=True)
class Workplace:
    uf: UF
    municipality_ibge7: str
    zone: str

    def day_of(self, at: datetime) -> date:
        """The day on the wall there."""
        return at.astimezone(ZoneInfo(self.zone)).date()
