"""Merkle trees as RFC 6962 section 2.1 and RFC 9162 section 2.1 define them: hashes, proofs and their verification."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
# Hash of the tree over the leaves [first, last), wherever these leaves are kept.
RangeHash = Callable[[int, int], bytes]


class ProofRefused(Exception):
    """A proof, or what it is asked for, does not hold; the text says why and holds no value."""


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below `size`, which is at least 2: where a tree divides."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Which ranges make up the proof of leaf `index` in a tree of `size`, nearest first. Raises ProofRefused."""
    if not 0 <= index < size:
        raise ProofRefused("the leaf is not in a tree of this size")
    first, last, ranges = 0, size, []
    while last - first > 1:
        middle = first + split(last - first)
        if index < middle:
            ranges.append((middle, last))
            last = middle
        else:
            ranges.append((first, middle))
            first = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """Which ranges prove that the tree of `new` leaves extends that of `old`. Raises ProofRefused."""
    if not 0 < old <= new:
        raise ProofRefused("there is no proof between these sizes")
    first, last, ranges = 0, new, []
    while last != old:
        middle = first + split(last - first)
        if old <= middle:
            ranges.append((middle, last))
            last = middle
        else:
            ranges.append((first, middle))
            first = middle
    if first:
        ranges.append((first, last))
    return ranges[::-1]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Audit path of leaf `index` among all of these leaf hashes. Raises ProofRefused."""
    return [root(leaves[first:last]) for first, last in inclusion_ranges(index, len(leaves))]


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """That the tree over these leaf hashes extends the one over the first `old`. Raises ProofRefused."""
    return [root(leaves[first:last]) for first, last in consistency_ranges(old, len(leaves))]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> None:
    """Check an audit path (RFC 9162, 2.1.3.2) against the root `expected`. Raises ProofRefused."""
    _check_lengths([leaf, expected, *proof])
    if not 0 <= index < size:
        raise ProofRefused("the leaf is not in a tree of this size")
    position, last, computed, rest = index, size - 1, leaf, iter(proof)
    while last:
        if position % 2 or position == last:
            while not position % 2:
                position, last = position >> 1, last >> 1
            computed = node_hash(_next(rest), computed)
        else:
            computed = node_hash(computed, _next(rest))
        position, last = position >> 1, last >> 1
        while last and position == last and not position % 2:
            position, last = position >> 1, last >> 1
    _finish(rest, computed == expected)


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Check that the tree of `new` leaves extends that of `old` (RFC 9162, 2.1.4.2). Raises ProofRefused."""
    _check_lengths([old_root, new_root, *proof])
    if not 0 < old <= new:
        raise ProofRefused("there is no proof between these sizes")
    if old == new:
        return _finish(iter(proof), old_root == new_root)
    position, last = old - 1, new - 1
    while position % 2:
        position, last = position >> 1, last >> 1
    rest = iter(proof)
    before = after = _next(rest) if position else old_root
    while last:
        if position % 2:
            step = _next(rest)
            before, after = node_hash(step, before), node_hash(step, after)
        elif position < last:
            after = node_hash(after, _next(rest))
        position, last = position >> 1, last >> 1
    return _finish(rest, (before, after) == (old_root, new_root))


def _check_lengths(hashes: Sequence[bytes]) -> None:
    if len(hashes) > 128:
        raise ProofRefused("no proof is this long")
    if any(len(each) != HASH_BYTES for each in hashes):
        raise ProofRefused("a hash is not 32 bytes long")


def _next(rest: Iterator[bytes]) -> bytes:
    step = next(rest, None)
    if step is None:
        raise ProofRefused("the proof is too short")
    return step


def _finish(rest: Iterator[bytes], matches: bool) -> None:
    if next(rest, None) is not None:
        raise ProofRefused("the proof is too long")
    if not matches:
        raise ProofRefused("the proof leads to another root")
