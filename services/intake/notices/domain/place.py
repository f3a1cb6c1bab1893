"""Place and clocks: the court whose calendar counts, and what is due when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.vocabulary.courts import CourtDegree
from contracts.vocabulary.network import UF


@dataclass(frozen=True)
class Place:
    """The court whose calendar counts; `zone` is its IANA name."""

    court_id: UUID
    degree: CourtDegree
    uf: UF
    zone: str


@dataclass(frozen=True)
class Clocks:
    """When a duty professional must have looked, and until when the commission should have deliberated."""

    ruleset_version: str
    urgent_look_due_at: datetime
    deliberation_due_at: datetime
    deliberation_due_on: date
