"""The stored tiles against the leaves below them, and a confidential log's sequence against its schedule."""

from __future__ import annotations

from collections.abc import Iterator

from infra.database import Connection
from infra.ledger import merkle
from infra.ledger.audit.findings import Kind, Report
from infra.ledger.tree import LEVELS, WIDTH, split_hashes

TILES = "SELECT level, index, root, hashes FROM ledger_tiles ORDER BY level, index"
SEQUENCE = "SELECT index, leaf, position, padding FROM ledger_sequence ORDER BY index"
PAGE = 500


def sequence(connection: Connection, hashes: dict[int, bytes], report: Report) -> Iterator[bytes]:
    """The leaves of a confidential log in the order of its tree, each event's as it is now."""
    expected, last = 0, 0
    with connection.cursor("audit_sequence", binary=True) as cursor:
        cursor.itersize = PAGE
        cursor.execute(SEQUENCE)
        for index, leaf, position, padding in cursor:
            if index != expected:
                report.add(Kind.DELETED, f"leaves {expected} to {index - 1} of the tree are gone")
            expected = index + 1
            if position is None:
                if merkle.leaf_hash(bytes(padding)) != leaf:
                    report.add(Kind.TREE_DAMAGED, f"leaf {index}: the padding is not what was hashed")
                yield bytes(leaf)
                continue
            if position != last + 1:
                report.add(Kind.REORDERED, f"leaf {index}: position {position} follows {last}", position)
            last = position
            yield hashes.get(position, b"")


class TileCheck:
    """Takes the leaves one by one and keeps what the tiles of the lowest level must say; `finish` compares."""

    def __init__(self, report: Report, *, confidential: bool) -> None:
        self.report = report
        self.confidential = confidential
        self._pending: list[bytes] = []
        self.roots: list[bytes] = []
        self.size = 0

    def look(self, leaf: bytes) -> None:
        self._pending.append(leaf)
        self.size += 1
        if len(self._pending) == WIDTH:
            self.roots.append(merkle.root(self._pending))
            self._pending = []

    def finish(self, connection: Connection) -> None:
        """A tile that is not there yet is the follower's business; one that says something else is ours."""
        levels = [self.roots]
        for level in range(1, LEVELS):
            below = levels[level - 1]
            whole = range(0, len(below) - WIDTH + 1, WIDTH)
            levels.append([merkle.root(below[at : at + WIDTH]) for at in whole])
        with connection.cursor("audit_tiles", binary=True) as cursor:
            cursor.itersize = PAGE
            cursor.execute(TILES)
            for level, index, root, hashes in cursor:
                self._compare(level, index, bytes(root), bytes(hashes), levels[level])

    def _compare(self, level: int, index: int, root: bytes, hashes: bytes, expected: list[bytes]) -> None:
        unit = WIDTH ** (level + 1)
        span = f"leaves {index * unit} to {(index + 1) * unit - 1}"
        if merkle.root(split_hashes(hashes)) != root:
            self.report.add(Kind.TREE_DAMAGED, f"tile {index} of level {level} ({span}) contradicts itself")
        elif index >= len(expected):
            self.report.add(Kind.TRUNCATED, f"the tree knows {span}, the log has {self.size} leaves")
        elif root != expected[index]:
            self.report.add(Kind.CHANGED, f"{span}: the log differs from the tree that was built over it")
