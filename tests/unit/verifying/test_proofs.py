"""Foreign Merkle proofs: all sizes up to 40, the figures that are published, and everything that must be refused."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.unit.verifying.conftest import Answer
from tests.unit.verifying.trees import b64, consistency, inclusion, leaf, root

# The tree that implementations of Certificate Transparency test with.
LEAVES = [leaf(bytes.fromhex(data)) for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(leaf(bytes.fromhex("606162636465666768696a6b6c6d6e6f")))
ROOT_OF_8 = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
MANY = [leaf(bytes([number])) for number in range(40)]


def included(index: int = 5, size: int = 8, /, **changed: Any) -> dict[str, Any]:
    good = {
        "leafIdx": index,
        "treeSize": size,
        "root": b64(root(LEAVES[:size])),
        "leafHash": b64(LEAVES[index]),
        "proof": [b64(each) for each in inclusion(index, LEAVES[:size])],
        "desc": "happy path",
        "wantErr": False,
    }
    return good | changed


def grown(size1: int = 6, size2: int = 8, /, **changed: Any) -> dict[str, Any]:
    good = {
        "size1": size1,
        "size2": size2,
        "root1": b64(root(LEAVES[:size1])),
        "root2": b64(root(LEAVES[:size2])),
        "proof": [b64(each) for each in consistency(size1, LEAVES[:size2])] or None,
    }
    return good | changed


def test_the_published_root_of_eight_leaves() -> None:
    assert root(LEAVES).hex() == ROOT_OF_8


def test_every_proof_of_every_small_tree_is_accepted(answer: Answer) -> None:
    for size in range(1, len(MANY) + 1):
        tree = MANY[:size]
        for index in range(size):
            proof = [b64(each) for each in inclusion(index, tree)]
            document = {"index": index, "size": size, "root": root(tree).hex(), "leafHash": tree[index].hex()}
            assert answer("inclusion", document | {"proof": proof})[0] == 0, (index, size)
        for old in range(1, size + 1):
            proof = [b64(each) for each in consistency(old, tree)]
            roots = {"root1": b64(root(tree[:old])), "root2": b64(root(tree))}
            assert answer("consistency", {"size1": old, "size2": size, **roots, "proof": proof})[0] == 0, (old, size)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (included(leafIdx=4), "another root"),
        (included(leafIdx=7), "another root"),
        (included(leafIdx=8), "outside of a tree of 8"),
        (included(leafIdx=2**64 - 1), "outside"),
        (included(treeSize=16), "shorter"),
        (included(treeSize=4), "outside"),
        (included(treeSize=0, leafIdx=0, proof=[]), "outside of a tree of 0"),
        (included(leafHash="V3JvbmdMZWFm"), "not 32 bytes"),
        (included(leafHash=""), "not 32 bytes"),
        (included(root=b64(leaf(b"other"))), "another root"),
        (included(root=""), "not 32 bytes"),
        (included(proof=[*included()["proof"], ""]), "not 32 bytes"),
        (included(proof=["", *included()["proof"]]), "not 32 bytes"),
        (included(proof=[*included()["proof"], included()["root"]]), "longer"),
        (included(proof=included()["proof"][:-1]), "shorter"),
        (included(proof=None), "shorter"),
        (included(proof=[b64(bytes(32))] * 65), "more than 64"),
    ],
)
def test_a_false_inclusion_proof_is_not_verified(answer: Answer, document: dict[str, Any], reason: str) -> None:
    code, said = answer("inclusion", document)
    assert (code, said.split(": ")[0]) == (3, "not verified")
    assert reason in said


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (grown(size1=0), "empty tree"),
        (grown(size1=0, size2=0, proof=[]), "empty tree"),
        (grown(size1=9), "shrank"),
        (grown(size1=5), "the proof"),
        (grown(size1=4), "the proof"),
        (grown(size2=16), "shorter"),
        (grown(root1="V3JvbmdSb290"), "not 32 bytes"),
        (grown(root1=grown()["root2"], root2=grown()["root1"]), "another"),
        (grown(proof=[]), "empty"),
        (grown(proof=[*grown()["proof"], ""]), "not 32 bytes"),
        (grown(proof=[*grown()["proof"], grown()["root2"]]), "longer"),
        (grown(proof=[grown()["proof"][0], *grown()["proof"]]), "longer"),
        (grown(proof=grown()["proof"][:-1]), "shorter"),
        (grown(8, 8, proof=[grown()["root2"]]), "longer"),
        (grown(8, 8, root1=grown()["root1"]), "forked"),
        (grown(4, 8, proof=[]), "empty"),
    ],
)
def test_a_false_consistency_proof_is_not_verified(answer: Answer, document: dict[str, Any], reason: str) -> None:
    code, said = answer("consistency", document)
    assert (code, said.split(": ")[0]) == (3, "not verified")
    assert reason in said


def test_every_changed_bit_of_a_proof_breaks_it(answer: Answer) -> None:
    proof = inclusion(5, LEAVES)
    for number, step in enumerate(proof):
        for bit in range(0, 256, 17):
            changed = (int.from_bytes(step, "big") ^ 1 << bit).to_bytes(32, "big")
            hashes = [b64(each) for each in [*proof[:number], changed, *proof[number + 1 :]]]
            assert answer("inclusion", included(proof=hashes))[0] == 3


@pytest.mark.parametrize("name", ["leaf_index", "leafIndex", "logIndex", "index"])
def test_names_of_other_documents_do_as_well(answer: Answer, name: str) -> None:
    document = {name: "5", "tree_size": "8", "rootHash": ROOT_OF_8, "leaf_hash": included()["leafHash"]}
    assert answer("inclusion", document | {"audit_path": included()["proof"]})[0] == 0


def test_a_leaf_itself_is_hashed(answer: Answer) -> None:
    document = {key: value for key, value in included().items() if key != "leafHash"}
    assert answer("inclusion", document | {"leaf_input": b64(bytes.fromhex("40414243"))})[0] == 0
    assert answer("inclusion", document | {"leaf_input": b64(bytes.fromhex("40414244"))})[0] == 3


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"leafIdx":0',
        b'{"leafIdx":0} {}',
        b"[" * 100_000,
        b'{"leafIdx":' + b"9" * 100_000 + b"}",
        b'{"leafIdx": 5, "leafIdx": 5}',
        b" " * 5_000_000,
    ],
)
def test_what_is_no_document_is_unusable(answer: Answer, raw: bytes) -> None:
    started = time.monotonic()
    code, said = answer("inclusion", raw)
    assert (code, said.split(": ")[0]) == (2, "unusable input")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "changed",
    [
        {"leafIdx": -1},
        {"leafIdx": 5.0},
        {"leafIdx": True},
        {"leafIdx": None},
        {"leafIdx": "05"},
        {"leafIdx": "5 "},
        {"leafIdx": "٥"},
        {"leafIdx": 2**64},
        {"treeSize": 10**400},
        {"treeSize": [8]},
        {"root": 8},
        {"root": None},
        {"root": "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh="},
        {"root": "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz-Nw7_RgQyg="},
        {"root": "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg"},
        {"root": "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n"},
        {"leafHash": "é"},
        {"proof": "vBoG"},
        {"proof": {}},
        {"proof": [None]},
        {"proof": [[]]},
        {"leaf_hash": "again under another name"},
        {"leaf_data": "AA=="},
    ],
)
def test_a_member_of_the_wrong_kind_is_unusable(answer: Answer, changed: dict[str, Any]) -> None:
    assert answer("inclusion", included() | changed)[0] == 2


@pytest.mark.parametrize("missing", ["leafIdx", "treeSize", "root", "leafHash", "proof"])
def test_a_missing_member_is_unusable(answer: Answer, missing: str) -> None:
    assert answer("inclusion", {k: v for k, v in included().items() if k != missing})[0] == 2


def test_leading_zeros_in_a_number_are_no_json(answer: Answer) -> None:
    assert answer("consistency", b'{"size1":01,"size2":2,"root1":"","root2":"","proof":[]}')[0] == 2
