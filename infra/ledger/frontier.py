"""The right edge of a growing tree: takes leaf after leaf in constant memory and knows the root at each size."""

from __future__ import annotations

from collections.abc import Iterable

from infra.ledger.merkle import EMPTY_ROOT, node_hash


class Frontier:
    """Roots of the complete subtrees at the right edge, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        self._edge.append(leaf)
        self.size += 1
        size = self.size
        while size % 2 == 0:
            right = self._edge.pop()
            self._edge[-1] = node_hash(self._edge[-1], right)
            size //= 2

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._edge:
            return EMPTY_ROOT
        root = self._edge[-1]
        for left in self._edge[-2::-1]:
            root = node_hash(left, root)
        return root


def roots_at(leaves: Iterable[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """The roots at those of the sizes that the leaves reach."""
    wanted, frontier = set(sizes), Frontier()
    found = {0: frontier.root()} if 0 in wanted else {}
    for leaf in leaves:
        frontier.append(leaf)
        if frontier.size in wanted:
            found[frontier.size] = frontier.root()
    return found
