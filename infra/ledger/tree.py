"""The stored tree: complete tiles of 256 hashes on each level; what is not complete yet is computed from below."""

from __future__ import annotations

from collections.abc import Sequence

from infra.database import Connection
from infra.ledger import merkle
from infra.ledger.leaves import Leaves, gapless
from infra.ledger.merkle import HASH_BYTES, ProofRefused

HEIGHT = 8
WIDTH = 1 << HEIGHT
TILE = "SELECT hashes FROM ledger_tiles WHERE level = %s AND index = %s"
ROOTS = "SELECT index, root FROM ledger_tiles WHERE level = %s AND index >= %s AND index < %s ORDER BY index"
COUNT = "SELECT coalesce(max(index) + 1, 0) FROM ledger_tiles WHERE level = %s"
# Two followers cannot both add a tile: the second one ends with a unique violation and starts again.
ADD = "INSERT INTO ledger_tiles (level, index, root, hashes) VALUES (%s, %s, %s, %s)"
PAGE = 64 * WIDTH
LEVELS = 7  # 2**56 leaves


class Tree:
    """Roots and proofs of one log for any size whose tiles are stored. Raises ProofRefused for any other.

    A tile of level 0 holds leaf hashes, one of level n the roots of 256 tiles below. Not safe for use by several
    threads; what was read is kept as long as the object, since leaves never change.
    """

    def __init__(self, connection: Connection, leaves: Leaves) -> None:
        self.connection = connection
        self.leaves = leaves
        self._known: dict[tuple[int, int], list[bytes]] = {}

    def size(self) -> int:
        """How many leaves there are to prove."""
        return self.leaves.size()

    def root(self, size: int) -> bytes:
        return self.range_hash(0, size) if size else merkle.EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Audit path of the leaf `index` in the tree of `size`."""
        return [self.range_hash(*each) for each in merkle.inclusion_ranges(index, size)]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """That the tree of `new` leaves extends the one of `old`."""
        return [self.range_hash(*each) for each in merkle.consistency_ranges(old, new)]

    def leaf(self, index: int) -> bytes:
        return self._entries(0, index, 1)[0]

    def range_hash(self, first: int, last: int) -> bytes:
        """Hash over the leaves [first, last), which are a subtree of RFC 6962."""
        count = last - first
        if count & (count - 1):
            middle = first + merkle.split(count)
            return merkle.node_hash(self.range_hash(first, middle), self.range_hash(middle, last))
        level = (count.bit_length() - 1) // HEIGHT
        unit = 1 << level * HEIGHT
        return merkle.root(self._entries(level, first // unit, count // unit))

    def _entries(self, level: int, first: int, count: int) -> list[bytes]:
        """Entries of one tile: from the tile if it is complete, else from the leaves or tiles below."""
        number, slot = divmod(first, WIDTH)
        if len(self._known.get((level, number), ())) < slot + count:
            self._known[level, number] = self._tile(level, number) or self._below(level, number)
        found = self._known[level, number][slot : slot + count]
        if len(found) < count:
            raise ProofRefused("the tree has not grown to this size yet")
        return found

    def _tile(self, level: int, number: int) -> list[bytes] | None:
        row = self.connection.execute(TILE.encode(), (level, number), binary=True).fetchone()
        return split_hashes(bytes(row[0])) if row else None

    def _below(self, level: int, number: int) -> list[bytes]:
        if level == 0:
            return self.leaves.between(number * WIDTH, (number + 1) * WIDTH)
        return self._roots(level - 1, number * WIDTH, WIDTH)

    def _roots(self, level: int, first: int, count: int) -> list[bytes]:
        return gapless(self.connection.execute(ROOTS.encode(), (level, first, first + count), binary=True), first)

    def grow(self) -> int:
        """Add every tile that is complete now, each page in a transaction of its own; returns how many."""
        return sum(self._grow_level(level) for level in range(LEVELS))

    def _grow_level(self, level: int) -> int:
        added = 0
        while tiles := self._complete(level):
            with self.connection.transaction(), self.connection.cursor() as cursor:
                cursor.executemany(ADD.encode(), tiles)
            added += len(tiles)
        return added

    def _complete(self, level: int) -> list[tuple[int, int, bytes, bytes]]:
        row = self.connection.execute(COUNT.encode(), (level,)).fetchone()
        number = int(row[0]) if row else 0
        first = number * WIDTH
        entries = self.leaves.between(first, first + PAGE) if level == 0 else self._roots(level - 1, first, PAGE)
        whole = [entries[at : at + WIDTH] for at in range(0, len(entries) - WIDTH + 1, WIDTH)]
        return [(level, number + i, merkle.root(each), b"".join(each)) for i, each in enumerate(whole)]


def split_hashes(content: bytes) -> list[bytes]:
    """The hashes of a tile."""
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]


def tile_is_whole(hashes: Sequence[bytes], root: bytes) -> bool:
    """Whether a tile says the truth about itself."""
    return len(hashes) == WIDTH and merkle.root(hashes) == root
