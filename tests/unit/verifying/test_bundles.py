"""Bundles: whoever signs them may lie, and whoever carries them may change a byte; both are found."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.verifying.bundles import ORIGIN, OTHER, PARCEL, STORE, Maker
from tests.unit.verifying.conftest import Answer
from tests.unit.verifying.trees import Signer, b64, leaf

Lie = Callable[[dict[str, Any]], object]


def zipped(folder: Path) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    return raw.getvalue()


@pytest.mark.parametrize("complete", [True, False])
def test_an_honest_bundle_is_verified(answer: Answer, tmp_path: Path, complete: bool) -> None:
    code, said = answer("bundle", Maker(complete=complete).write(tmp_path / "b"))
    assert code == 0, said
    assert "2 streams, 6 events, 1 fields lawfully erased" in said


def test_every_changed_byte_of_a_bundle_breaks_it(answer: Answer, tmp_path: Path) -> None:
    folder = Maker().write(tmp_path / "b")
    for file in sorted(folder.iterdir()):
        raw = file.read_bytes()
        for at in range(0, len(raw), 1 if len(raw) < 300 else 29):
            file.write_bytes(raw[:at] + bytes([raw[at] ^ 0x20]) + raw[at + 1 :])
            assert answer("bundle", folder)[0] == 3, (file.name, at)
        file.write_bytes(raw)


def test_every_changed_byte_of_a_zip_breaks_it(answer: Answer, tmp_path: Path) -> None:
    raw, file = zipped(Maker(complete=False).write(tmp_path / "b")), tmp_path / "case.zip"
    file.write_bytes(raw)
    assert answer("bundle", file)[0] == 0
    places = [*range(60), *range(60, len(raw) - 200, 97), *range(len(raw) - 200, len(raw))]
    for at in places:
        file.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert answer("bundle", file)[0] == 3, at


@pytest.mark.parametrize("length", [0, 3, 100, -1, -30])
def test_a_truncated_zip_is_refused(answer: Answer, tmp_path: Path, length: int) -> None:
    file = tmp_path / "case.zip"
    file.write_bytes(zipped(Maker().write(tmp_path / "b"))[:length])
    assert answer("bundle", file)[0] in (2, 3)


def test_a_compressed_zip_is_refused_before_it_is_unpacked(answer: Answer, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bundle.json", b"0" * 50_000_000)
    started = time.monotonic()
    code, said = answer("bundle", tmp_path / "bomb.zip")
    assert (code, "compressed" in said) == (3, True)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("missing", ["bundle.json", "manifest.txt", "case.html", "leaves.bin"])
def test_a_missing_file_is_found(answer: Answer, tmp_path: Path, missing: str) -> None:
    folder = Maker().write(tmp_path / "b")
    (folder / missing).unlink()
    assert answer("bundle", folder)[0] == 3


def test_what_is_no_bundle_is_unusable(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text")
    folder = Maker().write(tmp_path / "b")
    (folder / "inner").mkdir()
    for path in (tmp_path / "nothing", tmp_path / "text", folder):
        assert answer("bundle", path)[0] == 2


def _set(value: Any, *path: Any) -> Lie:
    def lie(log: dict[str, Any]) -> None:
        *most, last = path
        place: Any = log
        for step in most:
            place = place[step]
        place[last] = value

    return lie


def _twice(*path: Any) -> Lie:
    def lie(log: dict[str, Any]) -> None:
        place: Any = log
        for step in path:
            place = place[step]
        place.append(place[0])

    return lie


FIRST = ("streams", 0, "records", 0)
LIES: list[tuple[str, Lie]] = [
    ("not what the log of 6 leaves holds", _set('{"to":"Rio"}', "streams", 0, "records", 1, "state")),
    ("not what the log of 6 leaves holds", _set("{ }", *FIRST, "metadata")),
    ("not what the log of 6 leaves holds", _set("toys.parcel.lost", *FIRST, "topic")),
    ("not what the log of 6 leaves holds", _set(999, *FIRST, "recorded_at_us")),
    ("not what the log of 6 leaves holds", _set(2, *FIRST, "position")),
    ("not what the log of 6 leaves holds", _set(1, *FIRST, "index")),
    ("not what the log of 6 leaves holds", _set(2**64, *FIRST, "index")),
    ("not what the log of 6 leaves holds", _set([], *FIRST, "proof")),
    ("not what the log of 6 leaves holds", _set([b64(bytes(32))] * 65, *FIRST, "proof")),
    ("malformed|error", _set(2**70, *FIRST, "position")),
    ("ValueError", _set("no uuid", *FIRST, "log_id")),
    ("another event is in its place", _set(str(OTHER), *FIRST, "stream")),
    ("another event is in its place", lambda log: log["streams"][0]["records"].reverse()),
    ("it shows 2 of 3 events", lambda log: log["streams"][0]["records"].pop()),
    ("it shows 4 of 3 events", _twice("streams", 0, "records")),
    (
        "event 3 is withheld",
        lambda log: (log["streams"][0]["records"].pop(), _set(2, "streams", 0, "head_version")(log)),
    ),
    ("a stream is there twice", _twice("streams")),
    ("or none is", _set([], "streams")),
    ("it shows 0 of 0 events", _set({"stream": str(PARCEL), "head_version": 0, "records": []}, "streams", 0)),
    ("its sealed fields are not those shown", _set([], *FIRST, "sealed")),
    ("its sealed fields are not those shown", _twice(*FIRST, "sealed")),
    ("its sealed fields are not those shown", _set(str(OTHER), *FIRST, "sealed", 0, "key_id")),
    ("another ciphertext or key", _set(b64(b"other"), *FIRST, "sealed", 0, "ciphertext")),
    ("another ciphertext or key", _set(b64(b"o" * 32), *FIRST, "sealed", 0, "public_key")),
    ("another ciphertext or key", _set(b64(b"o" * 32), *FIRST, "sealed", 0, "salt")),
    ("not base64", _set(None, *FIRST, "sealed", 0, "salt")),
    ("holds no destruction", _set(None, *FIRST, "sealed", 0, "ciphertext")),
    ("holds no destruction", _set([], "erasures")),
    ("no two people", lambda log: log["erasures"].pop(0)),
    ("holds no destruction", lambda log: log["erasures"].pop(1)),
    ("in order", _set(6, "consistency", 0, "from")),
    ("in order", lambda log: log["checkpoints"].reverse()),
    ("from checkpoint 4 to 6", _set([b64(bytes(32))], "consistency", 0, "proof")),
    ("a consistency proof from each", _twice("consistency")),
    ("a consistency proof from each", _twice("checkpoints")),
    ("no checkpoint", _set([], "checkpoints")),
    ("none of the given keys", _set(Signer(STORE.name, 1, b"x" * 32).note("x\n"), "checkpoints", 1)),
    ("of another log", _set("travessia/toys/other", "origin")),
    ("is not a log of travessia/else", _set(Signer("travessia/else").vkey, "vkey")),
    ("none of the given keys", _set(Signer(STORE.name, 1, b"x" * 32).vkey, "vkey")),
    ("KeyError|leaves", _set("other.bin", "leaves")),
    ("KeyError", lambda log: log.pop("streams")),
    ("TypeError|AttributeError", _set(7, "streams")),
    ("TypeError|AttributeError", _set(None, "streams", 0)),
    ("TypeError|AttributeError", _set([[]] * 3, "streams", 0, "records")),
]


@pytest.mark.parametrize(("reason", "lie"), LIES)
def test_a_signed_lie_is_found(answer: Answer, tmp_path: Path, reason: str, lie: Lie) -> None:
    code, said = answer("bundle", Maker(lie).write(tmp_path / "b"))
    assert code == 3
    assert any(each in said for each in reason.split("|")), said


def test_a_state_that_is_no_json_any_more_is_found(answer: Answer, tmp_path: Path) -> None:
    maker = Maker()
    maker.files["bundle.json"] = b"[" * 100_000
    assert answer("bundle", maker.write(tmp_path / "b"))[0] == 3


def _keep(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "seen").write_text(text)
    return ["--seen", str(tmp_path / "seen")]


def test_checkpoints_that_the_auditor_kept_must_fit(answer: Answer, tmp_path: Path) -> None:
    maker = Maker()
    folder = maker.write(tmp_path / "b")
    for size in range(1, 7):
        assert answer("bundle", folder, *_keep(tmp_path, maker.note(size)))[0] == 0
    longer = STORE.note(f"{ORIGIN}\n7\n{b64(leaf(b''))}\n")
    forked = STORE.note(f"{ORIGIN}\n5\n{b64(leaf(b''))}\n")
    elsewhere = STORE.note(f"{STORE.name}/{PARCEL}\n5\n{b64(leaf(b''))}\n")
    for note, reason in ((longer, "cut, or set back"), (forked, "history was changed|forked"), (elsewhere, "ceremony")):
        code, said = answer("bundle", folder, *_keep(tmp_path, note))
        assert code == 3
        assert any(each in said for each in reason.split("|")), said


def test_without_all_leaves_a_kept_checkpoint_must_be_among_those_shown(answer: Answer, tmp_path: Path) -> None:
    maker = Maker(complete=False)
    folder = maker.write(tmp_path / "b")
    assert answer("bundle", folder, *_keep(tmp_path, maker.note(4)))[0] == 0
    code, said = answer("bundle", folder, *_keep(tmp_path, maker.note(5)))
    assert (code, "export with --since it" in said) == (3, True)


def test_only_given_keys_are_trusted(answer: Answer, tmp_path: Path) -> None:
    folder, trust = Maker().write(tmp_path / "b"), tmp_path / "trust"
    trust.write_text(f"# on paper\n\n{STORE.vkey}\n{Signer('travessia/more').vkey}\n")
    code, said = answer("bundle", folder, "--trust", str(trust))
    assert (code, "NOT CHECKED" in said) == (0, False)
    trust.write_text(Signer("travessia/more").vkey)
    assert answer("bundle", folder, "--trust", str(trust))[0] == 3
    for unusable in ("", "no key", "# only a comment"):
        trust.write_text(unusable)
        assert answer("bundle", folder, "--trust", str(trust))[0] == 2
    assert answer("bundle", folder, "--trust", str(tmp_path / "nowhere"))[0] == 2
