"""Counts an indicator over facts: pure, so that the same facts always give the same numbers and the same hash."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from infra.eventstore.codec import dumps
from services.analytics.facts.demography import Demography
from services.analytics.facts.domain.declaration import Attribute
from services.analytics.facts.people import People
from services.analytics.facts.places import Place, Places
from services.analytics.facts.rows import FactRow
from services.analytics.indicators.definition import Counted, Dimension, IndicatorDefinition
from services.analytics.indicators.domain.indicator_run import Line
from services.analytics.indicators.domain.period import Period
from services.analytics.releases.cube import TOTAL


@dataclass(frozen=True)
class Inputs:
    """All that an indicator is computed from, as recorded up to the cut-off."""

    base: Sequence[FactRow]
    achieved: Sequence[FactRow]
    places: Places
    demography: Demography
    people: People = field(default_factory=People)


@dataclass(frozen=True)
class Outcome:
    """Lines by codes of the definition's dimensions, and the hash of what they were computed from."""

    lines: tuple[Line, ...]
    inputs_hash: str
    facts: int


@dataclass(frozen=True)
class CountedFact:
    """One fact of the base with all that was looked up for it."""

    fact: FactRow
    codes: tuple[str, ...]
    achieved: bool


def count(definition: IndicatorDefinition, period: Period, inputs: Inputs) -> Outcome:
    """The numbers of one period. Lines of single states first, then of the whole country (uf = TOTAL)."""
    counted = counted_facts(definition, period, inputs)
    return Outcome(
        tuple(_lines(definition, counted, inputs.people)),
        _hash(definition, period, counted, inputs.people),
        len(counted),
    )


def counted_facts(definition: IndicatorDefinition, period: Period, inputs: Inputs) -> list[CountedFact]:
    """The facts of the base that fall into the period, each under the codes that it is counted under."""
    reached = {fact.subject_id for fact in reaching(definition, inputs.achieved)}
    return [
        CountedFact(fact, _codes(definition, fact, place, inputs.demography), fact.subject_id in reached)
        for fact in sorted(inputs.base, key=lambda fact: (fact.occurred_at, fact.fact_id))
        if fact.kind is definition.base.kind
        and (place := inputs.places.of(fact))
        and _falls_in(definition, period, fact, place)
    ]


def _falls_in(definition: IndicatorDefinition, period: Period, fact: FactRow, place: Place) -> bool:
    if definition.by_told_day and "on" not in fact.codes:
        return False
    return fact.day(place) in period


def reaching(definition: IndicatorDefinition, facts: Iterable[FactRow]) -> list[FactRow]:
    """The facts by which one of the base counts as achieved."""
    wanted = definition.achieved
    if wanted is None:
        return []
    where = wanted.where.items()
    return [f for f in facts if f.kind is wanted.kind and where <= f.codes.items()]


def _codes(definition: IndicatorDefinition, fact: FactRow, place: Place, demography: Demography) -> tuple[str, ...]:
    def code(dimension: Dimension) -> str:
        if dimension is Dimension.UF:
            return place.uf
        if dimension in (Dimension.RACE_COLOUR, Dimension.GENDER):
            return demography.code(fact.person_id, Attribute(dimension), fact.occurred_at)
        return fact.codes[dimension]

    return tuple(code(dimension) for dimension in definition.dimensions)


def _lines(definition: IndicatorDefinition, counted: Sequence[CountedFact], people: People) -> Iterator[Line]:
    if definition.counted is Counted.FACTS:
        yield from _tally(definition, counted)
        return
    named = [item for item in counted if item.fact.person_id is not None]
    yield from _tally(definition, _last_of_each(named, people, within_uf=True))
    nationwide = [
        CountedFact(item.fact, (TOTAL, *item.codes[1:]), item.achieved)
        for item in _last_of_each(named, people, within_uf=False)
    ]
    yield from _tally(definition, nationwide)


def _last_of_each(counted: Sequence[CountedFact], people: People, *, within_uf: bool) -> list[CountedFact]:
    """Each person once, as of the last fact: once in every state where he was received, once in the country."""
    last = {(_one(people, item), item.codes[0] if within_uf else TOTAL): item for item in counted}
    return list(last.values())


def _one(people: People, item: CountedFact) -> UUID | None:
    return people.one(item.fact.person_id) if item.fact.person_id else None


def _tally(definition: IndicatorDefinition, counted: Iterable[CountedFact]) -> Iterator[Line]:
    base: Counter[tuple[str, ...]] = Counter()
    achieved: Counter[tuple[str, ...]] = Counter()
    for item in counted:
        base[item.codes] += 1
        achieved[item.codes] += item.achieved
    for codes in sorted(base):
        if definition.achieved is None:
            yield Line(codes, base[codes], None)
        else:
            yield Line(codes, achieved[codes], base[codes])


def _hash(definition: IndicatorDefinition, period: Period, counted: Sequence[CountedFact], people: People) -> str:
    """SHA-256 over definition, period, every fact with the codes it was counted under, and who is one with whom."""
    facts = sorted([str(item.fact.fact_id), *item.codes, item.achieved] for item in counted)
    head = [definition.indicator_id, definition.version, period.text]
    merged = {(str(item.fact.person_id), str(one)) for item in counted if (one := _one(people, item))}
    linked = sorted(list(pair) for pair in merged if pair[0] != pair[1])
    return hashlib.sha256(dumps([*head, facts, *([linked] if linked else [])])).hexdigest()
