"""Commands and queries of indicators: compute a run up to a cut-off, read the latest published table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import DomainError, NotFound, Sealed
from infra.sealed import AccessContext
from services.analytics.facts.demography import Demography
from services.analytics.facts.domain.fact import FactKind
from services.analytics.facts.people import MERGING, People
from services.analytics.facts.places import Places
from services.analytics.facts.rows import DeclarationRow, FactRow, SealedDeclaration
from services.analytics.facts.views.demographics import Demographics
from services.analytics.facts.views.facts import Facts
from services.analytics.indicators.counting import Inputs, count, counted_facts
from services.analytics.indicators.definition import DEFINITIONS, Dimension, IndicatorDefinition
from services.analytics.indicators.domain.indicator_run import CutOff, IndicatorRun
from services.analytics.indicators.domain.period import Period
from services.analytics.indicators.evidence import (
    Evidence,
    Recomputed,
    definition_of,
    erased_since,
    located,
    refuse_unless_cell,
    totals,
)
from services.analytics.indicators.tracing import trace
from services.analytics.indicators.views.indicator_runs import IndicatorRuns, RunLine
from services.analytics.releases.domain.release import Release
from services.analytics.releases.tables import Row, Table

# Codes are opened to be counted, by nobody and shown to nobody one by one (LGPD art. 12).
COUNTING = AccessContext("urn:travessia:analytics", "statistics", "statistics", LegalBasis.RESEARCH_ANON)


class CutOffAhead(DomainError):
    code = "analytics.cut-off-ahead"
    detail = "The cut-off lies behind the end of the log."
    fix = "Use the position of an earlier run, or none for the present."


class BreakdownUnknown(DomainError):
    code = "analytics.breakdown-unknown"
    detail = "The indicator is not published by this breakdown."
    fix = "Read the indicator's dimensions in the list of indicators."


@dataclass(frozen=True)
class Published:
    """What anybody may see of the latest run of an indicator and period."""

    definition: IndicatorDefinition
    run: RunLine
    rows: tuple[Row, ...]


class IndicatorsApplication(Application):
    def compute(self, indicator_id: str, period: str, cut_off: int | None = None) -> IndicatorRun:
        """Count a period over everything recorded up to `cut_off`, a position of this store's log; None is now.

        The same indicator, period and cut-off give the same numbers and the same hash whenever they are computed.
        """
        definition = _definition(indicator_id)
        asked = Period.parse(period)
        with self.unit_of_work() as unit:
            until = _cut_off(unit, cut_off)
            outcome = count(definition, asked, self._inputs(unit, definition, asked, until.position))
            run = IndicatorRun(
                indicator_id=indicator_id, definition_version=definition.version, period=asked.text, cut_off=until,
                facts=outcome.facts, inputs_hash=outcome.inputs_hash, lines=outcome.lines,
            )  # fmt: skip
            suppression = Table(definition, outcome.lines).protect()
            run.suppress(tuple(sorted(suppression.primary)), tuple(sorted(suppression.complementary)))
            unit.save(run)
        return run

    def _inputs(self, unit: UnitOfWork, definition: IndicatorDefinition, period: Period, cut_off: int) -> Inputs:
        facts = self.view(Facts)
        base = self._base(unit, definition, period, cut_off)
        subjects = [fact.subject_id for fact in base]
        offices = {fact.office_id for fact in base if fact.office_id}
        people = {fact.person_id for fact in base if fact.person_id}
        merged, achieved = People(facts.told(unit, MERGING, cut_off)), definition.achieved
        declared = self.view(Demographics).of(unit, sorted(merged.all_of(people)), cut_off)
        return Inputs(
            base=base,
            achieved=facts.about(unit, achieved.kind, subjects, cut_off) if achieved else [],
            places=Places(facts.about(unit, FactKind.OFFICE_OPENED, sorted(offices), cut_off)),
            demography=Demography(_opened(unit, declared), merged),
            people=merged,
        )

    def _base(self, unit: UnitOfWork, definition: IndicatorDefinition, period: Period, cut_off: int) -> list[FactRow]:
        facts, kind = self.view(Facts), definition.base.kind
        if definition.by_told_day:
            return facts.on_days(unit, kind, period.first.isoformat(), period.last.isoformat(), cut_off)
        return facts.between(unit, kind, *period.instants, cut_off)

    def evidence(self, run_id: UUID, cell: Sequence[str] | None = None) -> list[Evidence]:
        """What a run, or one cell of it, was computed from. Raises DefinitionChanged, AnotherLog, CellUnknown."""
        with self.unit_of_work() as unit:
            run = unit.get(IndicatorRun, run_id)
            definition = definition_of(run, _cut_off(unit, None).log_id)
            refuse_unless_cell(definition, cell)
            period = Period.parse(run.period)
            inputs = self._inputs(unit, definition, period, run.cut_off.position)
            return located(unit, trace(definition, period, inputs, cell))

    def recompute(self, run_id: UUID) -> Recomputed:
        """Count again from the facts up to the run's cut-off, and compare. Raises DefinitionChanged, AnotherLog."""
        with self.unit_of_work() as unit:
            run = unit.get(IndicatorRun, run_id)
            definition = definition_of(run, _cut_off(unit, None).log_id)
            period = Period.parse(run.period)
            inputs = self._inputs(unit, definition, period, run.cut_off.position)
            about = [c.fact.person_id for c in counted_facts(definition, period, inputs) if c.fact.person_id]
            gone = erased_since(unit, run, about)
        outcome = count(definition, period, inputs)
        hidden = Table(definition, outcome.lines).protect()
        again = (tuple(sorted(hidden.primary)), tuple(sorted(hidden.complementary)))
        return Recomputed(
            run, outcome.inputs_hash, outcome.facts, outcome.inputs_hash == run.inputs_hash,
            outcome.lines == run.lines, again == (run.primary, run.complementary),
            totals(outcome.lines) == totals(run.lines), sum(person in gone for person in about),
        )  # fmt: skip

    def run(self, run_id: UUID) -> IndicatorRun:
        with self.unit_of_work() as unit:
            return unit.get(IndicatorRun, run_id)

    def published(
        self, indicator_id: str, period: str, by: frozenset[Dimension] = frozenset(), uf: str | None = None
    ) -> Published:
        """The table of what is released, else of the latest run, without the hidden numbers. Raises NotFound."""
        definition, wanted = _definition(indicator_id), by | ({Dimension.UF} if uf else frozenset())
        if not wanted <= set(definition.dimensions):
            raise BreakdownUnknown
        text = Period.parse(period).text
        released = Release.create_id(indicator_id, text)
        with self.unit_of_work() as unit:
            run = self.view(IndicatorRuns).latest(unit, indicator_id, text)
            release = unit.get(Release, released) if unit.exists(Release, released) else None
            if release is not None:
                run = self.view(IndicatorRuns).one(unit, release.latest.run_id)
        if run is None:
            raise NotFound
        table = Table(definition, run.lines, release.latest.hidden if release else run.hidden)
        return Published(definition, run, tuple(table.rows(wanted, uf)))


def _opened(unit: UnitOfWork, declared: Sequence[SealedDeclaration]) -> list[DeclarationRow]:
    """Codes for counting; of who was erased none is left. Raises Unavailable without the key database."""
    sealed = [row.code if isinstance(row.code, Sealed) else None for row in declared]
    opened = [c or row.code for c, row in zip(unit.open_many(sealed, COUNTING), declared, strict=True)]
    rows = zip(declared, opened, strict=True)
    return [
        DeclarationRow(row.fact_id, row.person_id, row.attribute, code, row.valid_from)
        for row, code in rows
        if isinstance(code, str)
    ]


def _definition(indicator_id: str) -> IndicatorDefinition:
    """Raises NotFound."""
    if indicator_id not in DEFINITIONS:
        raise NotFound
    return DEFINITIONS[indicator_id]


def _cut_off(unit: UnitOfWork, wanted: int | None) -> CutOff:
    """Positions are gapless and in commit order: what is recorded later never slips in before a cut-off."""
    log_id, size = unit.query("SELECT log_id, size FROM log_head")[0]
    if wanted is not None and wanted > size:
        raise CutOffAhead
    return CutOff(log_id, size if wanted is None else wanted)
