"""A published table with all its margins: axes whose codes add up to groups and to a total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

TOTAL = "TOTAL"
Cell = tuple[str, ...]
Counts = Mapping[Cell, int]


@dataclass(frozen=True)
class Axis:
    """One breakdown. Every leaf is counted in itself, in the groups it belongs to, and in TOTAL."""

    name: str
    leaves: tuple[str, ...]
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def nodes(self) -> tuple[str, ...]:
        """Everything that is shown along the axis."""
        return (*self.leaves, *self.groups, TOTAL)

    def counted_in(self, leaf: str) -> frozenset[str]:
        """The nodes whose number changes when one more is counted at `leaf`."""
        return frozenset({leaf, TOTAL, *(name for name, members in self.groups.items() if leaf in members)})

    @cached_property
    def steps(self) -> tuple[Mapping[str, int], ...]:
        """Ways to change the axis: count one more at a leaf, or move one from a leaf to another."""
        more = [dict.fromkeys(self.counted_in(leaf), 1) for leaf in self.leaves]
        moved = []
        for index, origin in enumerate(self.leaves):
            for target in self.leaves[index + 1 :]:
                gains, losses = self.counted_in(target), self.counted_in(origin)
                moved.append({**dict.fromkeys(gains - losses, 1), **dict.fromkeys(losses - gains, -1)})
        return (*more, *moved)

    @cached_property
    def steps_at(self) -> Mapping[str, tuple[Mapping[str, int], ...]]:
        """The ways that change a given node."""
        return {node: tuple(step for step in self.steps if node in step) for node in self.nodes}


def cells(axes: tuple[Axis, ...]) -> Iterator[Cell]:
    """Every cell of the table, margins included."""
    return product(*(axis.nodes for axis in axes))


def with_margins(axes: tuple[Axis, ...], leaves: Counts) -> dict[Cell, int]:
    """Add up the numbers at the leaves to all margins."""
    counts = dict.fromkeys(cells(axes), 0)
    for cell, count in leaves.items():
        for node in product(*(axis.counted_in(code) for axis, code in zip(axes, cell, strict=True))):
            counts[node] += count
    return counts
