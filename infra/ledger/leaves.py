"""Where the leaves of a store's tree are, in their order: beside the events, or among padding on a fixed clock."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from infra.database import Connection
from infra.ledger.merkle import ProofRefused

SEQUENCE_SIZE = "SELECT coalesce(max(index) + 1, 0) FROM ledger_sequence"
SEQUENCE = "SELECT index, leaf FROM ledger_sequence WHERE index >= %s AND index < %s ORDER BY index"
SIZE = "SELECT coalesce(max(position), 0) FROM ledger_leaves"
LEAVES = "SELECT position - 1, leaf FROM ledger_leaves WHERE position > %s AND position <= %s ORDER BY position"
INDEX = "SELECT index FROM ledger_sequence WHERE position = %s"


class LeafMissing(ProofRefused):
    """A leaf that must be there is not: somebody deleted it."""

    def __init__(self, index: int) -> None:
        super().__init__(f"leaf {index} is missing")
        self.index = index


class Leaves(ABC):
    """The leaf hashes of one log, readable by range."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @abstractmethod
    def size(self) -> int:
        """How many leaves there are."""

    @abstractmethod
    def between(self, first: int, last: int) -> list[bytes]:
        """The hashes of the leaves [first, last), as far as there are so many. Raises LeafMissing for a hole."""

    @abstractmethod
    def index_of(self, position: int) -> int | None:
        """The index of the leaf of the event at this log position; None while it has none."""

    def _number(self, statement: str, parameters: Sequence[Any] = ()) -> int | None:
        row = self.connection.execute(statement.encode(), parameters).fetchone()
        return None if row is None else int(row[0])

    def _hashes(self, statement: str, first: int, last: int) -> list[bytes]:
        return gapless(self.connection.execute(statement.encode(), (first, last), binary=True), first)


def gapless(rows: Iterable[tuple[Any, ...]], first: int) -> list[bytes]:
    """The hashes of rows (index, hash) that follow each other from `first` on. Raises LeafMissing."""
    found = []
    for expected, (index, value) in enumerate(rows, first):
        if index != expected:
            raise LeafMissing(expected)
        found.append(bytes(value))
    return found


class OpenLeaves(Leaves):
    """One leaf for each event, in the order of the log."""

    def size(self) -> int:
        return self._number(SIZE) or 0

    def between(self, first: int, last: int) -> list[bytes]:
        return self._hashes(LEAVES, first, last)

    def index_of(self, position: int) -> int | None:
        return position - 1 if 0 < position <= self.size() else None


class PaddedLeaves(Leaves):
    """Events among padding: who sees the size learns the time, and nothing of what was recorded."""

    def size(self) -> int:
        return self._number(SEQUENCE_SIZE) or 0

    def between(self, first: int, last: int) -> list[bytes]:
        return self._hashes(SEQUENCE, first, last)

    def index_of(self, position: int) -> int | None:
        return self._number(INDEX, (position,))


def leaves_of(connection: Connection, *, confidential: bool) -> Leaves:
    return PaddedLeaves(connection) if confidential else OpenLeaves(connection)
