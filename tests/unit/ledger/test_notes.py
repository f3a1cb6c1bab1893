"""Signed notes, checkpoints and cosignatures: the published example, round trips, and everything malformed."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger import checkpoints, keys, notes
from infra.ledger.checkpoints import Checkpoint
from infra.ledger.keys import COSIGNATURE, KeyRefused, SigningKey, VerifierKey
from infra.ledger.notes import NoteRefused
from tests.unit.ledger.vectors import NOTE, NOTE_KEY

KEY = SigningKey("travessia/intake", bytes(range(32)))
OTHER = SigningKey("travessia/intake", bytes(32))
ROOT = bytes(range(32))
LOG = UUID("7a1f6f6e-6f7c-4b8e-9d3e-0c6f2f4f6a10")


def test_the_published_note_is_verified() -> None:
    key = VerifierKey.parse(NOTE_KEY)
    assert str(key) == NOTE_KEY
    assert notes.verify(NOTE, [key]) == "This is an example message.\n"
    assert str(notes.parse(NOTE)) == NOTE


def test_a_changed_byte_anywhere_breaks_a_note() -> None:
    note = notes.sign("text\n\nmore\n", KEY)
    assert notes.verify(note, [KEY.verifier]) == "text\n\nmore\n"
    broken = 0
    for at in range(len(note)):
        with pytest.raises(NoteRefused):
            notes.verify(note[:at] + ("x" if note[at] != "x" else "y") + note[at + 1 :], [KEY.verifier])
        broken += 1
    assert broken == len(note)


def test_unknown_signatures_are_ignored_and_a_wrong_known_one_spoils_the_note() -> None:
    stranger = notes.parse(notes.sign("text\n", SigningKey("example.com/else", bytes(32)))).signatures
    assert notes.verify(notes.sign("text\n", KEY, stranger), [KEY.verifier]) == "text\n"
    wrong = notes.parse(notes.sign("other\n", KEY)).signatures
    with pytest.raises(NoteRefused, match="does not match"):
        notes.verify(notes.sign("text\n", KEY, wrong), [KEY.verifier])
    with pytest.raises(NoteRefused, match="not signed by a known key"):
        notes.verify(notes.sign("text\n", KEY), [OTHER.verifier])


SIGNED = notes.sign("text\n", KEY)
LINE = SIGNED.split("\n\n")[1]


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("", "no signatures"),
        ("text\n", "no signatures"),
        ("text\n\n", "no signatures"),
        (SIGNED[:-1], "no signatures"),
        (SIGNED + "\n", "no signatures"),
        ("te\rxt\n\n" + LINE, "control character"),
        ("te\0xt\n\n" + LINE, "control character"),
        ("te\ud800xt\n\n" + LINE, "UTF-8"),
        ("text\n\n-- a b\n", "malformed"),
        ("text\n\n— a\n", "malformed"),
        ("text\n\n— a+b AAAA\n", "malformed"),
        ("text\n\n— a ***\n", "base64"),
        ("text\n\n— a AAAA\n", "too short"),
        ("text\n\n" + LINE * 101, "too many"),
        ("t" * 1_000_001, "too long"),
    ],
)
def test_a_malformed_note_is_refused_with_the_reason(note: str, reason: str) -> None:
    with pytest.raises(NoteRefused, match=reason):
        notes.verify(note, [KEY.verifier])


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    with pytest.raises(NoteRefused):
        notes.verify(text + "\n\n" + text, [KEY.verifier])


def test_a_text_must_end_in_a_newline_to_be_signed() -> None:
    for text in ("", "text", "\n"):
        with pytest.raises(NoteRefused):
            notes.sign(text, KEY)


@pytest.mark.parametrize("key", [KEY, keys.new_key("travessia/notices/witness", COSIGNATURE)])
def test_keys_survive_their_text_forms(key: SigningKey) -> None:
    assert SigningKey.parse(key.text() + "\n") == key
    assert VerifierKey.parse(str(key.verifier)) == key.verifier
    assert key.text().startswith("PRIVATE+KEY+travessia/")
    assert str(key.seed) not in repr(key)


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "a+b", "a+00000000+AAAA", "a+00000000+***", "+00000000+" + "A" * 44,
        str(KEY.verifier).replace("travessia", "another"), str(KEY.verifier).replace("+AQ", "+CQ"), KEY.text(),
    ],
)  # fmt: skip
def test_a_wrong_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(KeyRefused):
        VerifierKey.parse(text)


@pytest.mark.parametrize("text", [str(KEY.verifier), KEY.text().replace("intake", "notices"), "PRIVATE+KEY+"])
def test_a_wrong_private_key_is_refused(text: str) -> None:
    with pytest.raises(KeyRefused):
        SigningKey.parse(text)


def test_a_name_with_a_space_makes_no_key() -> None:
    with pytest.raises(KeyRefused):
        keys.new_key("a b")


def test_a_checkpoint_survives_signing() -> None:
    checkpoint = Checkpoint(checkpoints.origin_of("intake", LOG), 42, ROOT)
    note = checkpoints.sign(checkpoint, KEY)
    assert note.startswith(
        f"travessia/intake/{LOG}\n42\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— travessia/intake "
    )
    assert checkpoints.verify(note, [OTHER.verifier, KEY.verifier]) == checkpoint
    assert checkpoints.store_of(checkpoint.origin) == "intake"
    assert checkpoints.store_of("example.com/log") is None


@pytest.mark.parametrize(
    "text",
    [
        "origin\n42\n", "origin\n042\nAAAA\n", "origin\n-1\nAAAA\n", "origin\n1\nAAAA\n", "origin\n1\n***\n",
        "origin\n٣\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "origin\n9999999999999999999\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "origin\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\nmore\n",
        "origin\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    ],
)  # fmt: skip
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        Checkpoint.parse(text)


def test_extension_lines_are_allowed() -> None:
    assert Checkpoint.parse(Checkpoint("origin", 1, ROOT).text + "more\n") == Checkpoint("origin", 1, ROOT)


def test_a_cosignature_names_its_time_and_its_checkpoint() -> None:
    witness = SigningKey("travessia/referrals/witness", bytes(range(32)), COSIGNATURE)
    checkpoint = Checkpoint("origin", 7, ROOT)
    signature = checkpoints.cosign(checkpoint, witness, 1_700_000_000)
    assert checkpoints.cosigned_at(checkpoint.text, signature, witness.verifier) == 1_700_000_000
    with pytest.raises(NoteRefused, match="does not match"):
        checkpoints.cosigned_at(Checkpoint("origin", 8, ROOT).text, signature, witness.verifier)
    with pytest.raises(NoteRefused, match="no cosignature"):
        checkpoints.cosigned_at(checkpoint.text, signature, KEY.verifier)
