"""The counter rows of unrecorded receptions: read and raised by one, without any other record."""

from __future__ import annotations

from uuid import UUID

from contracts.rulesets import ruleset_on
from infra.eventstore.unit_of_work import UnitOfWork
from infra.refusals import StaleVersion
from services.intake.notices.domain.tally import Period

FIND = "SELECT n FROM reception_tallies WHERE unit = %s AND period = %s"
FIRST = "INSERT INTO reception_tallies VALUES (%s, %s, %s, 1) ON CONFLICT DO NOTHING RETURNING n"
NEXT = "UPDATE reception_tallies SET n = n + 1 WHERE unit = %s AND period = %s AND n = %s RETURNING n"


def read(unit_of_work: UnitOfWork, unit: UUID, period: Period) -> int:
    """The number; 0 when nothing was counted."""
    rows = unit_of_work.query(FIND, (unit, period.name))
    return int(rows[0][0]) if rows else 0


def stands_at(unit_of_work: UnitOfWork, unit: UUID, period: Period, expected: int) -> None:
    """Raises StaleVersion when the number is not the one that the caller has seen."""
    if read(unit_of_work, unit, period) != expected:
        raise StaleVersion


def raise_by_one(unit_of_work: UnitOfWork, unit: UUID, period: Period, expected: int) -> int:
    """Count one more. Raises StaleVersion when the number is not `expected` any more."""
    if expected == 0:
        rows = unit_of_work.query(FIRST, (unit, period.name, ruleset_on(period.first_day)))
    else:
        rows = unit_of_work.query(NEXT, (unit, period.name, expected))
    if not rows:
        raise StaleVersion
    return int(rows[0][0])
