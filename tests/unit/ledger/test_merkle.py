"""Hashes and proofs: the published figures, and every size and every pair of sizes up to 130."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger import merkle
from infra.ledger.merkle import ProofRefused
from tests.unit.ledger.vectors import CONSISTENCY, EMPTY, INCLUSION, LEAVES, ROOTS

HASHES = [merkle.leaf_hash(data) for data in LEAVES]
MANY = [merkle.leaf_hash(number.to_bytes(2, "big")) for number in range(130)]
MANY_ROOTS = [merkle.root(MANY[:size]) for size in range(131)]


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = max(2**i for i in range(8) if 2**i < len(leaves))
    return merkle.node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


def test_the_published_roots() -> None:
    assert merkle.root([]).hex() == EMPTY
    assert tuple(merkle.root(HASHES[:size]).hex() for size in range(1, 9)) == ROOTS


@pytest.mark.parametrize(("place", "path"), INCLUSION.items())
def test_the_published_audit_paths(place: tuple[int, int], path: tuple[str, ...]) -> None:
    index, size = place
    proof = merkle.inclusion_proof(HASHES[:size], index)
    assert tuple(each.hex() for each in proof) == path
    merkle.verify_inclusion(HASHES[index], index, size, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENCY.items())
def test_the_published_consistency_proofs(sizes: tuple[int, int], proof: tuple[str, ...]) -> None:
    old, new = sizes
    found = merkle.consistency_proof(HASHES[:new], old)
    assert tuple(each.hex() for each in found) == proof
    roots = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1])
    merkle.verify_consistency(old, new, found, *roots)


@pytest.mark.parametrize("size", range(1, 131))
def test_every_leaf_of_every_size_proves(size: int) -> None:
    leaves = MANY[:size]
    assert by_definition(leaves) == MANY_ROOTS[size]
    for index in range(size):
        proof = merkle.inclusion_proof(leaves, index)
        merkle.verify_inclusion(leaves[index], index, size, proof, MANY_ROOTS[size])
        with pytest.raises(ProofRefused):
            merkle.verify_inclusion(merkle.leaf_hash(b"x"), index, size, proof, MANY_ROOTS[size])


@pytest.mark.parametrize("size", range(1, 131))
def test_every_size_extends_every_smaller_one(size: int) -> None:
    for old in range(1, size + 1):
        proof = merkle.consistency_proof(MANY[:size], old)
        merkle.verify_consistency(old, size, proof, MANY_ROOTS[old], MANY_ROOTS[size])


@given(st.data())
def test_no_changed_proof_is_accepted(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 130))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    audit, consistency = merkle.inclusion_proof(MANY[:size], index), merkle.consistency_proof(MANY[:size], old)
    change: Callable[[list[bytes]], list[bytes]] = data.draw(st.sampled_from(CHANGES))
    with pytest.raises(ProofRefused):
        merkle.verify_inclusion(MANY[index], index, size, change(audit), MANY_ROOTS[size])
    with pytest.raises(ProofRefused):
        merkle.verify_consistency(old, size, change(consistency), MANY_ROOTS[old], MANY_ROOTS[size])


CHANGES: list[Callable[[list[bytes]], list[bytes]]] = [
    lambda proof: [*proof, merkle.EMPTY_ROOT],
    lambda proof: proof[:-1] if proof else [merkle.EMPTY_ROOT],
    lambda proof: [merkle.EMPTY_ROOT, *proof[1:]],
    lambda proof: [*proof, b"short"],
    lambda proof: [*proof] + [merkle.EMPTY_ROOT] * 200,
]


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3), (2**70, 3)])
def test_a_leaf_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ProofRefused, match="not in a tree"):
        merkle.inclusion_ranges(index, size)
    with pytest.raises(ProofRefused, match="not in a tree"):
        merkle.verify_inclusion(MANY[0], index, size, [], MANY[0])


@pytest.mark.parametrize(("old", "new"), [(0, 3), (0, 0), (4, 3), (-1, 3)])
def test_there_is_no_proof_from_nothing_or_backwards(old: int, new: int) -> None:
    with pytest.raises(ProofRefused, match="between these sizes"):
        merkle.consistency_ranges(old, new)
    with pytest.raises(ProofRefused, match="between these sizes"):
        merkle.verify_consistency(old, new, [], MANY[0], MANY[0])


def test_equal_sizes_need_equal_roots_and_no_proof() -> None:
    merkle.verify_consistency(3, 3, [], MANY_ROOTS[3], MANY_ROOTS[3])
    with pytest.raises(ProofRefused, match="another root"):
        merkle.verify_consistency(3, 3, [], MANY_ROOTS[3], MANY_ROOTS[4])
    with pytest.raises(ProofRefused, match="too long"):
        merkle.verify_consistency(3, 3, [MANY[0]], MANY_ROOTS[3], MANY_ROOTS[3])
