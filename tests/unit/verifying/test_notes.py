"""Foreign signed notes and checkpoints: published ones of other logs, and everything that must be refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.verifying.conftest import Answer
from tests.unit.verifying.trees import Signer, b64, leaf

# The example in the documentation of Go's golang.org/x/mod/sumdb/note.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ANSWER = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# A checkpoint of Go's checksum database, and its key as the go command knows it.
SUMDB = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
TREE = (
    "go.sum database tree\n49189689\nftjbAOzaupaIvaPo/G+Dk63nxOZ2s1OPOKIaPtXs7S4=\n\n— sum.golang.org "
    "Az3grlKZssqRoMNPpZfKt0TphbbcF+pzXqElURJKRNFKfaUAgqeI5k2AORH0QAhg/ebRwyIqD/OqP4oLtLnNumvOBAM=\n"
)
LOG, WITNESS, OTHER = Signer("example.com/log"), Signer("witness.example/w1", 4, b"w" * 32), Signer("o", 1, b"o" * 32)
ROOT = b64(leaf(b""))
BODY = f"example.com/log\n7\n{ROOT}\n"


def test_a_published_note_is_verified(answer: Answer) -> None:
    assert answer("note", {"note": ANSWER, "vkey": PETER})[0] == 0


def test_a_published_checkpoint_is_verified(answer: Answer) -> None:
    code, said = answer("checkpoint", {"checkpoint": TREE, "vkey": SUMDB, "origin": "go.sum database tree"})
    assert code == 0
    assert "has 49189689 leaves" in said


def test_every_changed_character_of_a_note_breaks_it(answer: Answer) -> None:
    for place, character in enumerate(ANSWER):
        changed = ANSWER[:place] + chr(ord(character) ^ 1) + ANSWER[place + 1 :]
        assert answer("note", {"note": changed, "vkey": PETER})[0] == 3, place


def test_every_changed_or_missing_character_of_a_key_is_unusable_or_another_key(answer: Answer) -> None:
    for place in range(len(PETER)):
        for key in (
            PETER[:place] + PETER[place + 1 :],
            PETER[:place] + chr(ord(PETER[place]) + 1) + PETER[place + 1 :],
        ):
            assert answer("note", {"note": ANSWER, "vkey": key})[0] == 2, key


def test_signatures_of_unknown_keys_are_ignored(answer: Answer) -> None:
    ecdsa = f"— other.example {b64(bytes(4) + bytes(71))}\n"
    same_name = f"— example.com/log {b64(b'beef' + bytes(64))}\n"
    note = BODY + "\n" + ecdsa + same_name + LOG.line(BODY) + WITNESS.line(BODY)
    code, said = answer("checkpoint", {"checkpoint": note, "vkeys": [LOG.vkey]})
    assert code == 0
    assert said.endswith("signed by example.com/log\n")


def test_cosignatures_of_given_witnesses_count(answer: Answer) -> None:
    note = LOG.note(BODY) + WITNESS.line(BODY)
    code, said = answer("checkpoint", {"note": note, "vkeys": [LOG.vkey, WITNESS.vkey]})
    assert code == 0
    assert said.endswith("signed by example.com/log, witness.example/w1\n")


@pytest.mark.parametrize(
    ("note", "keys", "reason"),
    [
        (LOG.note(BODY) + WITNESS.line(BODY, 5).replace("A", "B", 1), [LOG, WITNESS], "witness.example/w1 is false"),
        (LOG.note(BODY) + f"— {WITNESS.name} {b64(WITNESS.id + bytes(64))}\n", [LOG, WITNESS], "is false"),
        (BODY + "\n" + LOG.line(BODY + "more\n"), [LOG], "is false"),
        (f"{BODY}\n— {LOG.name} {b64(LOG.id + b'x')}\n", [LOG], "is false"),
        (LOG.note(BODY), [OTHER], "none of the given keys"),
        (LOG.note(BODY)[:-1], [LOG], "no signed note"),
        (LOG.note(BODY) + "\n", [LOG], "no signed note"),
        (LOG.note(BODY) + "trailing\n", [LOG], "malformed"),
        (LOG.note(BODY) + "— o AAAA\n", [LOG], "malformed"),
        (LOG.note(BODY) + "— o\u00a0o AAAAAAAA\n", [LOG], "malformed"),
        (LOG.note(BODY) + "— o+o AAAAAAAA\n", [LOG], "malformed"),
        (LOG.note(BODY) + "- o AAAAAAAA\n", [LOG], "malformed"),
        (LOG.note(BODY) + "— o  AAAAAAAA\n", [LOG], "malformed"),
        (LOG.note(BODY) + "— o AAAAAAA\n", [LOG], "malformed"),
        (LOG.note(BODY).replace("\n", "\r\n"), [LOG], "no signed note"),
        (LOG.note(BODY + "a\tb\n"), [LOG], "no signed note"),
        (LOG.note(BODY) + OTHER.line(BODY) * 100, [LOG], "1 to 100"),
        ("x" * (1 << 20) + LOG.note(BODY), [LOG], "too long"),
        ("", [LOG], "no signed note"),
        (BODY, [LOG], "no signed note"),
    ],
)
def test_a_false_note_is_not_verified(answer: Answer, note: str, keys: list[Signer], reason: str) -> None:
    code, said = answer("note", {"note": note, "vkeys": [key.vkey for key in keys]})
    assert code == 3
    assert reason in said


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"example.com/log\n0\n{ROOT}\n", "empty"),
        (f"example.com/log\n07\n{ROOT}\n", "plain whole number"),
        (f"example.com/log\n+7\n{ROOT}\n", "plain whole number"),
        (f"example.com/log\n-7\n{ROOT}\n", "plain whole number"),
        (f"example.com/log\n7.0\n{ROOT}\n", "plain whole number"),
        (f"example.com/log\n{2**64}\n{ROOT}\n", "plain whole number"),
        (f"example.com/log\n{'9' * 5000}\n{ROOT}\n", "plain whole number"),
        (f"example.com/log\n7 \n{ROOT}\n", "plain whole number"),
        (f"\n7\n{ROOT}\n", "empty line"),
        (f"example.com/log\n7\n{ROOT}\n\nextension\n", "empty line"),
        ("example.com/log\n7\n", "no checkpoint"),
        (f"example.com/log\n7\n{ROOT[:-1]}\n", "base64"),
        (f"example.com/log\n7\n{b64(bytes(31))}\n", "32 bytes"),
        (f"example.com/log\n7\n{bytes(32).hex()}\n", "32 bytes"),
        (f"example.com/other\n7\n{ROOT}\n", "another log"),
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_not_verified(answer: Answer, body: str, reason: str) -> None:
    document = {"checkpoint": LOG.note(body), "vkey": LOG.vkey, "origin": "example.com/log"}
    code, said = answer("checkpoint", document)
    assert code == 3
    assert reason in said


def test_extension_lines_are_signed_and_allowed(answer: Answer) -> None:
    note = LOG.note(BODY + "extension\n")
    assert answer("checkpoint", {"checkpoint": note, "vkey": LOG.vkey})[0] == 0
    assert answer("checkpoint", {"checkpoint": note.replace("extension", "extensiom"), "vkey": LOG.vkey})[0] == 3


@pytest.mark.parametrize(
    "document",
    [
        {"note": ANSWER},
        {"note": ANSWER, "vkey": None},
        {"note": ANSWER, "vkeys": [7]},
        {"note": ANSWER, "vkey": PETER, "vkeys": [PETER]},
        {"note": 7, "vkey": PETER},
        {"note": ANSWER, "vkey": PETER.upper()},
        {"note": ANSWER, "vkey": "\ud800+c74f20a3+AAAA"},
        {"note": ANSWER, "vkey": Signer("EC", 2).vkey},
    ],
)
def test_keys_that_are_none_are_unusable(answer: Answer, document: dict[str, Any]) -> None:
    assert answer("note", document)[0] == 2


def test_without_any_key_nothing_is_verified(answer: Answer) -> None:
    assert answer("note", {"note": ANSWER, "vkeys": []})[0] == 3
