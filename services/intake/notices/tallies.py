"""The counter rows of unrecorded receptions: read and raised by one, without any other record."""

from __future__ import annotations

from uuid import UUID

from contracts.rulesets import ruleset_on
from infra import veil
from infra.eventstore.unit_of_work import UnitOfWork
from infra.refusals import StaleVersion
from services.intake.notices.domain.tally import Period

FIND = "SELECT n FROM reception_tallies WHERE cell = %s"
FIRST = "INSERT INTO reception_tallies VALUES (%s, %s, 1) ON CONFLICT DO NOTHING RETURNING n"
NEXT = "UPDATE reception_tallies SET n = n + 1 WHERE cell = %s AND n = %s RETURNING n"


def read(unit_of_work: UnitOfWork, unit: UUID, period: Period) -> int:
    """The number; 0 when nothing was counted."""
    rows = unit_of_work.query(FIND, (_cell(unit, period),))
    return int(rows[0][0]) if rows else 0


def stands_at(unit_of_work: UnitOfWork, unit: UUID, period: Period, expected: int) -> None:
    """Raises StaleVersion when the number is not the one that the caller has seen."""
    if read(unit_of_work, unit, period) != expected:
        raise StaleVersion


def raise_by_one(unit_of_work: UnitOfWork, unit: UUID, period: Period, expected: int) -> int:
    """Count one more. Raises StaleVersion when the number is not `expected` any more."""
    if expected == 0:
        told = veil.hide([str(unit), period.name, ruleset_on(period.first_day)], "tally:" + _cell(unit, period).hex())
        rows = unit_of_work.query(FIRST, (_cell(unit, period), told))
    else:
        rows = unit_of_work.query(NEXT, (_cell(unit, period), expected))
    if not rows:
        raise StaleVersion
    return int(rows[0][0])


def _cell(unit: UUID, period: Period) -> bytes:
    """By which the counter is found; a table that named units would tell of courts."""
    return veil.tag("tally", unit, period.name)
