"""Facts and declarations as the rows that indicators are computed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services.analytics.facts.domain.fact import FactKind
from services.analytics.facts.places import Place


@dataclass(frozen=True)
class FactRow:
    """One fact; `codes` as its kind has them."""

    fact_id: UUID
    kind: FactKind
    subject_id: UUID
    person_id: UUID | None
    office_id: UUID | None
    uf: str | None
    occurred_at: datetime
    codes: dict[str, str]

    def day(self, place: Place) -> date:
        """The civil day: as the source told it, else in the zone of the place where it happened."""
        if "on" in self.codes:
            return date.fromisoformat(self.codes["on"])
        return self.occurred_at.astimezone(ZoneInfo(place.zone)).date()


@dataclass(frozen=True)
class DeclarationRow:
    """What a pseudonym declared, from when on."""

    fact_id: UUID
    person_id: UUID
    attribute: str
    code: str
    valid_from: datetime
