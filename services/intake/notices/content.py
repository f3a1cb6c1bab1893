"""Opens what a notice says, for who was let in."""

from __future__ import annotations

from typing import Any

from infra.eventstore.unit_of_work import UnitOfWork
from infra.sealed import ERASED, AccessContext
from services.intake.notices.domain.notice import Notice

FIELDS = ("notifier", "statement", "conduct_types", "grounds", "circumstances", "unit", "noticed", "affected")


def content_of(unit: UnitOfWork, notice: Notice, opening: AccessContext) -> dict[str, Any]:
    """Every part in clear; an erased part is None and its name stands in `erased`."""
    values = unit.open_many([getattr(notice, field) for field in FIELDS], opening)
    opened = dict(zip(FIELDS, values, strict=True))
    erased = [field for field, value in opened.items() if value == ERASED]
    return {**opened, **dict.fromkeys(erased), "erased": erased}
