"""Hides cells so that no hidden number can be worked out from those that are shown: exact, with a proof.

A *move* changes some hidden cells by one person up or down and leaves every shown number, margin and group as it
is. A hidden cell is protected when a move changes it and can be repeated, up and down together, at least ten
times without a hidden number falling below its floor: then at least eleven values of the cell agree with all
that is published, and nobody who adds and subtracts published numbers can do better. Every move is kept in the
result as the proof of this; `alternatives` makes the tables, and tests compare them with the real one.

Limits. The attacker knows all published numbers of the run, that counts are not negative and which zeros are
shown; not who was counted. He is not stopped from (1) comparing two runs of one period, before and after a late
event: releases are dated, and few; (2) knowing some of the people in a cell himself; (3) using the rule itself,
that among hidden cells some are small. (4) One move at a time and the cheapest first: more is hidden than the
best choice would need, never less than is safe. (5) People counted once in the country though received in two
states: where country and states are shown, their difference is the number of these people.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from services.analytics.releases.cube import TOTAL, Axis, Cell, Counts

SMALL = 10
RANGE = 10
MARGIN_WEIGHT = 3

Move = Mapping[Cell, int]
Steps = tuple[Mapping[str, int], ...]


@dataclass(frozen=True)
class Suppression:
    """Which cells are hidden; `primary` for being small themselves, the others to protect those."""

    hidden: frozenset[Cell]
    primary: frozenset[Cell]
    proofs: tuple[Move, ...]

    @property
    def complementary(self) -> frozenset[Cell]:
        return self.hidden - self.primary


def suppress(axes: tuple[Axis, ...], counts: Counts, primary: Iterable[Cell]) -> Suppression:
    """Hide `primary` and the cheapest others that protect it. `counts` holds every cell, margins included."""
    small = frozenset(primary)
    search = _Search(axes, counts, set(small))
    for cell in sorted(small, key=lambda cell: (counts[cell], cell)):
        if cell not in search.protected:
            search.protect(cell)
    return Suppression(frozenset(search.hidden), small, tuple(search.proofs))


def room(counts: Counts, move: Move) -> tuple[float, float]:
    """How often a move can be made, and how often undone; infinite when nothing decreases."""
    forth = min((_above_floor(counts[cell]) for cell, sign in move.items() if sign < 0), default=math.inf)
    back = min((_above_floor(counts[cell]) for cell, sign in move.items() if sign > 0), default=math.inf)
    return forth, back


def alternatives(counts: Counts, move: Move, times: int = RANGE) -> Iterator[dict[Cell, int]]:
    """`times` + 1 tables, the real one among them, that differ in the cells of a move and agree in all others."""
    forth, _ = room(counts, move)
    last = int(min(forth, times))
    for steps in range(last - times, last + 1):
        yield {**counts, **{cell: counts[cell] + sign * steps for cell, sign in move.items()}}


def _above_floor(count: int) -> int:
    """Where zeros are shown, a hidden cell is known not to be one: it never falls to zero."""
    return max(count - 1, 0)


class _Search:
    """The cells hidden so far, and the search for the cheapest move that protects one more."""

    def __init__(self, axes: tuple[Axis, ...], counts: Counts, hidden: set[Cell]) -> None:
        self.axes, self.counts, self.hidden = axes, counts, hidden
        self.protected: set[Cell] = set()
        self.proofs: list[Move] = []
        self._price = {cell: (count + 1) * MARGIN_WEIGHT ** cell.count(TOTAL) for cell, count in counts.items()}

    def protect(self, cell: Cell) -> None:
        """Counting one person more everywhere along the axes is always possible, so a move is always found."""
        best: Move = {}
        lowest = math.inf
        for steps in product(*(axis.steps_at[node] for axis, node in zip(self.axes, cell, strict=True))):
            cost = self._cost(steps, lowest)
            if cost < lowest and sum(room(self.counts, move := _move(steps))) >= RANGE:
                best, lowest = move, cost
                if cost == 0:
                    break
        self.hidden.update(best)
        self.protected.update(best)
        self.proofs.append(best)

    def _cost(self, steps: Steps, limit: float) -> float:
        """People that would disappear from the table; margins weigh more than inner cells."""
        cost = 0
        for cell in product(*steps):
            if cell not in self.hidden:
                cost += self._price[cell]
                if cost >= limit:
                    break
        return cost


def _move(steps: Steps) -> Move:
    return {cell: math.prod(step[node] for step, node in zip(steps, cell, strict=True)) for cell in product(*steps)}
