"""Shows what a run was computed from, by position, and that the same inputs give the same numbers again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from infra.erasure.erasure import erasure_id
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import DomainError
from services.analytics.indicators.definition import DEFINITIONS, IndicatorDefinition
from services.analytics.indicators.domain.indicator_run import IndicatorRun, Line
from services.analytics.indicators.tracing import Input, Use

PLACES = """
    SELECT originator_id, notification_id, s #>> '{origin,source}', (s #>> '{origin,position}')::bigint,
           s #>> '{origin,message_id}'
      FROM (SELECT originator_id, notification_id, convert_from(state, 'UTF8')::jsonb AS s FROM stored_events
             WHERE originator_id = ANY(%s) AND originator_version = 1) e"""


ERASED_SINCE = """
    SELECT DISTINCT originator_id FROM stored_events
     WHERE originator_id = ANY(%s) AND notification_id >
           (SELECT notification_id FROM stored_events WHERE originator_id = %s AND originator_version = 1)"""


class DefinitionChanged(DomainError):
    code = "analytics.definition-changed"
    detail = "The indicator was defined otherwise when this run was computed."
    fix = "Recompute with the release of that time."


class AnotherLog(DomainError):
    code = "analytics.cut-off-of-another-log"
    detail = "The run's cut-off is a position of a log that was replaced by a restore."
    fix = "Compute the period anew; the old log's loss is explained in the ledger."


class CellUnknown(DomainError):
    code = "analytics.cell-unknown"
    detail = "A cell is named by one code for each dimension of the indicator, with TOTAL for any."
    fix = "Read the indicator's dimensions in the list of indicators."


@dataclass(frozen=True)
class Evidence:
    """An input and where it is: at `position` of this store's log, told by an event of `source` at its position.

    `event` is that event's stream and version, under which the source's own history shows it.
    """

    position: int
    fact_id: UUID
    use: Use
    uf: str
    codes: tuple[str, ...]
    source: str
    source_position: int
    event: str


class Verdict(StrEnum):
    """What a recomputation says of the figure that was published."""

    EQUAL = "equal"
    DIFFERS_BY_ERASURE = "differs-by-erasure"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True)
class Recomputed:
    """A run beside its own recomputation, now, from everything up to its cut-off and nothing after.

    `erased_inputs`: counted facts about people who were erased after the run. Their codes are gone, so inputs and
    breakdowns differ, and lawfully so; they are still counted, so `same_totals` must hold.
    """

    run: IndicatorRun
    inputs_hash: str
    facts: int
    same_inputs: bool
    same_numbers: bool
    same_suppression: bool
    same_totals: bool
    erased_inputs: int

    @property
    def equal(self) -> bool:
        return self.same_inputs and self.same_numbers and self.same_suppression

    @property
    def verdict(self) -> Verdict:
        """What to make of a difference. Totals that do not hold are explained by no erasure: it takes out no fact."""
        if self.equal:
            return Verdict.EQUAL
        lawful = self.erased_inputs > 0 and self.same_totals
        return Verdict.DIFFERS_BY_ERASURE if lawful else Verdict.UNEXPLAINED


def definition_of(run: IndicatorRun, log_id: UUID) -> IndicatorDefinition:
    """Raises DefinitionChanged, AnotherLog."""
    definition = DEFINITIONS.get(run.indicator_id)
    if definition is None or definition.version != run.definition_version:
        raise DefinitionChanged
    if run.cut_off.log_id != log_id:
        raise AnotherLog
    return definition


def refuse_unless_cell(definition: IndicatorDefinition, cell: Sequence[str] | None) -> None:
    if cell is not None and len(cell) != len(definition.dimensions):
        raise CellUnknown


def totals(lines: Iterable[Line]) -> Mapping[str, tuple[int, int]]:
    """Numerators and denominators of each state, and of the country, whatever the codes below."""
    found: dict[str, tuple[int, int]] = {}
    for line in lines:
        above, below = found.get(line.codes[0], (0, 0))
        found[line.codes[0]] = (above + line.numerator, below + (line.denominator or 0))
    return found


def erased_since(unit: UnitOfWork, run: IndicatorRun, people: Iterable[UUID]) -> set[UUID]:
    """Who of these was erased, or is being erased, after the run was computed."""
    by_erasure = {erasure_id(unit.store.name, person): person for person in people}
    return {by_erasure[found] for (found,) in unit.query(ERASED_SINCE, (list(by_erasure), run.id))}


def located(unit: UnitOfWork, inputs: Sequence[Input]) -> list[Evidence]:
    """In order of positions; one event may be there for several uses."""
    rows = {row[0]: row[1:] for row in unit.query(PLACES, ([one.fact_id for one in inputs],))}
    found = [
        Evidence(rows[one.fact_id][0], one.fact_id, one.use, one.uf, one.codes, *rows[one.fact_id][1:])
        for one in inputs
    ]
    return sorted(found, key=lambda evidence: (evidence.position, evidence.use))
