"""Follows a figure down: every fact, declaration and office that a run was computed from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.analytics.facts.demography import Demography
from services.analytics.facts.domain.declaration import Attribute
from services.analytics.indicators.counting import CountedFact, Inputs, counted_facts, reaching
from services.analytics.indicators.definition import Dimension, IndicatorDefinition
from services.analytics.indicators.domain.period import Period
from services.analytics.releases.cube import TOTAL

DECLARED = (Dimension.RACE_COLOUR, Dimension.GENDER)


class Use(StrEnum):
    """What an input was for: counted, or by it another one counts as achieved, has its codes, or its place."""

    COUNTED = "counted"
    ACHIEVED = "achieved"
    DECLARATION = "declaration"
    PLACE = "place"


@dataclass(frozen=True)
class Input:
    """One fact or declaration, its use, and the state and codes of the counted fact that it served."""

    fact_id: UUID
    use: Use
    uf: str
    codes: tuple[str, ...]


def trace(
    definition: IndicatorDefinition, period: Period, inputs: Inputs, cell: Sequence[str] | None = None
) -> list[Input]:
    """The inputs of a run or of one cell, whose codes stand in the order of the dimensions; TOTAL stands for any."""
    achieved = {fact.subject_id: fact.fact_id for fact in reaching(definition, inputs.achieved)}
    found: dict[tuple[UUID, Use], Input] = {}
    for item in counted_facts(definition, period, inputs):
        if cell is None or _lies_in(item.codes, cell):
            for one in _inputs(definition, inputs, item, achieved.get(item.fact.subject_id)):
                found.setdefault((one.fact_id, one.use), one)
    return list(found.values())


def _lies_in(codes: Sequence[str], cell: Sequence[str]) -> bool:
    return len(codes) == len(cell) and all(wanted in (code, TOTAL) for code, wanted in zip(codes, cell, strict=True))


def _inputs(
    definition: IndicatorDefinition, inputs: Inputs, item: CountedFact, achieved_by: UUID | None
) -> Iterator[Input]:
    fact, uf = item.fact, inputs.places.of(item.fact).uf
    yield Input(fact.fact_id, Use.COUNTED, uf, item.codes)
    if achieved_by is not None:
        yield Input(achieved_by, Use.ACHIEVED, uf, item.codes)
    if (office := inputs.places.told_by(fact)) is not None:
        yield Input(office, Use.PLACE, uf, item.codes)
    for declared in _declared(definition, inputs.demography, item):
        yield Input(declared, Use.DECLARATION, uf, item.codes)


def _declared(definition: IndicatorDefinition, demography: Demography, item: CountedFact) -> Iterator[UUID]:
    for dimension in (d for d in definition.dimensions if d in DECLARED):
        row = demography.declaration(item.fact.person_id, Attribute(dimension), item.fact.occurred_at)
        if row is not None:
            yield row.fact_id
