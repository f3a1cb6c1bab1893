"""The published table of a run: all margins and groups, with small numbers hidden where they are about people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from contracts.vocabulary.persons import Gender, RaceColour
from services.analytics.facts.demography import NOT_INFORMED
from services.analytics.indicators.definition import Dimension, IndicatorDefinition, PublicationClass
from services.analytics.indicators.domain.indicator_run import Line
from services.analytics.releases.cube import TOTAL, Axis, Cell, with_margins
from services.analytics.releases.suppression import SMALL, Suppression, suppress

NEGRA = "NEGRA"
ACHIEVED, NOT_ACHIEVED = "achieved", "not_achieved"
PART = Axis("part", (ACHIEVED, NOT_ACHIEVED))
# Always all codes, also those with nobody: which of them are there tells something too.
FIXED = {
    Dimension.RACE_COLOUR: (tuple(RaceColour), {NEGRA: frozenset({RaceColour.BLACK, RaceColour.BROWN})}),
    Dimension.GENDER: ((*Gender, NOT_INFORMED), {}),
}


@dataclass(frozen=True)
class Row:
    """One line of a published table. Hidden numbers are None; nothing tells why they are hidden."""

    codes: dict[str, str]
    numerator: int | None
    denominator: int | None
    rate: float | None
    suppressed: bool


class Table:
    """The numbers of a run with all margins; `hidden` cells have no number for anybody outside."""

    def __init__(self, definition: IndicatorDefinition, lines: Iterable[Line], hidden: Collection[Cell] = ()) -> None:
        self.definition, self.lines = definition, tuple(lines)
        self.hidden = frozenset(hidden)

    @property
    def is_share(self) -> bool:
        return self.definition.achieved is not None

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The dimensions, and for a share the parts that add up to its denominator."""
        axes = tuple(self._axis(index, dimension) for index, dimension in enumerate(self.definition.dimensions))
        return (*axes, PART) if self.is_share else axes

    def _axis(self, index: int, dimension: Dimension) -> Axis:
        if dimension in FIXED:
            leaves, groups = FIXED[dimension]
            return Axis(dimension, tuple(str(leaf) for leaf in leaves), groups)
        return Axis(dimension, tuple(sorted({line.codes[index] for line in self.lines} - {TOTAL})))

    @cached_property
    def counts(self) -> dict[Cell, int]:
        """Every cell with its margins. Lines that bring their own national number replace the sum of the states."""
        states = with_margins(self.axes, dict(self._leaves(nationwide=False)))
        own = dict(self._leaves(nationwide=True))
        if not own:
            return states
        country = with_margins(self.axes[1:], {cell[1:]: count for cell, count in own.items()})
        return states | {(TOTAL, *cell): count for cell, count in country.items()}

    def _leaves(self, *, nationwide: bool) -> Iterator[tuple[Cell, int]]:
        for line in self.lines:
            if (line.codes[0] == TOTAL) is not nationwide:
                continue
            if line.denominator is None:
                yield line.codes, line.numerator
            else:
                yield (*line.codes, ACHIEVED), line.numerator
                yield (*line.codes, NOT_ACHIEVED), line.denominator - line.numerator

    def protect(self) -> Suppression:
        """Which cells PUB1 hides (dossier part E). PUB2 counts no people and hides nothing."""
        if self.definition.publication_class is PublicationClass.PUB2:
            return Suppression(frozenset(), frozenset(), ())
        return suppress(self.axes, self.counts, [cell for cell in self.counts if self._is_small(cell)])

    def _is_small(self, cell: Cell) -> bool:
        count = self.counts[cell]
        return self._zero_tells(cell) if count == 0 else count <= SMALL

    def _zero_tells(self, cell: Cell) -> bool:
        """In a unit of so few people that one may know them all, a zero says as much as a one.

        The unit is a state (or the country), and for a share also the group whose every member shares the answer.
        """
        unit = self.counts[(cell[0], *(TOTAL for _ in cell[1:]))]
        group = self.counts[(*cell[:-1], TOTAL)] if self.is_share else unit
        return any(0 < people < self.definition.min_denominator_for_rate for people in (unit, group))

    def rows(self, by: Collection[Dimension], uf: str | None = None) -> Iterator[Row]:
        """The cells of a breakdown: dimensions that are not named are summed up; `uf` picks one state."""
        for codes in _product(self.axes[: len(self.definition.dimensions)], by):
            if uf is None or codes[0] == uf:
                yield self._row(codes)

    def _row(self, codes: Cell) -> Row:
        named = {str(d): code for d, code in zip(self.definition.dimensions, codes, strict=True)}
        if not self.is_share:
            number = self._shown(codes)
            return Row(named, number, None, None, number is None)
        achieved, base = self._shown((*codes, ACHIEVED)), self._shown((*codes, TOTAL))
        known = achieved is not None and base is not None
        rate = _rate(achieved, base, self.definition.min_denominator_for_rate)
        return Row(named, achieved, base, rate, not known)

    def _shown(self, cell: Cell) -> int | None:
        return None if cell in self.hidden else self.counts[cell]


def _rate(achieved: int | None, base: int | None, least: int) -> float | None:
    """Four decimals; none below the least denominator."""
    if achieved is None or base is None or base < least:
        return None
    return round(achieved / base, 4)


def _product(axes: tuple[Axis, ...], by: Collection[Dimension]) -> Iterator[Cell]:
    cells: list[Cell] = [()]
    for axis in axes:
        nodes = axis.nodes if axis.name in by else (TOTAL,)
        cells = [(*cell, node) for cell in cells for node in nodes]
    yield from cells
