"""A bundle from a real log: verified alone, complete when it says so, and broken by any changed byte."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from infra.ledger.exporting import bundle as bundles
from infra.ledger.exporting.shown import NothingToExport
from infra.ledger.keys import new_key
from tests.integration.audit.conftest import Scene
from tests.integration.ledger.conftest import House


@pytest.mark.parametrize("complete", [False, True])
def test_an_honest_bundle_is_verified(scene: Scene, complete: bool) -> None:
    code, said = scene.verify(scene.export(complete=complete))
    assert (code, said.split(":")[0]) == (0, "verified"), said
    assert "4 streams, 13 events, 1 fields lawfully erased" in said
    assert ("complete by all leaves" if complete else "complete by signed head versions") in said


@pytest.mark.parametrize("complete", [False, True])
def test_a_padded_log_is_verified_as_well(confidential: Scene, complete: bool) -> None:
    code, said = confidential.verify(confidential.export(complete=complete))
    assert code == 0, said
    leaves = re.search(r"; (\d+) leaves", said)
    assert leaves, said
    assert (int(leaves[1]) > 0, int(leaves[1]) % 64) == (True, 0), "so many batches as seconds went by"


def test_somebody_who_was_erased_is_shown_as_lawfully_erased(scene: Scene) -> None:
    """The record of what was known, and the erasure itself: order, destruction, what was purged, the check."""
    code, said = scene.verify(scene.export(scene.erased, scene.erasure))
    assert code == 0, said
    assert "1 fields lawfully erased" in said


def test_other_keys_than_the_given_ones_are_not_trusted(scene: Scene) -> None:
    place, other = scene.export(), new_key(scene.house.key.name)
    scene.house.key, mine = other, scene.house.key
    code, said = scene.verify(place)
    assert code == 3
    assert f"you do not trust {mine.name}" in said


def test_without_given_keys_it_says_what_it_did_not_check(scene: Scene) -> None:
    code, said = scene.verify(scene.export(), trusts=False)
    assert code == 0
    assert "NOT CHECKED whose keys these are" in said


def test_the_zip_is_one_and_the_same(scene: Scene) -> None:
    place = scene.export(complete=True)
    files = {file.name: file.read_bytes() for file in place.iterdir()}
    raw = bundles.zipped(files)
    assert raw == bundles.zipped(dict(reversed(files.items())))
    zipped = scene.folder / "case.zip"
    zipped.write_bytes(raw)
    assert scene.verify(zipped)[0] == 0
    zipped.write_bytes(raw + b"\0")
    assert scene.verify(zipped)[0] == 3


def test_a_file_too_few_or_too_many_is_found(scene: Scene) -> None:
    place = scene.export()
    (place / "more.txt").write_text("more")
    assert "more.txt" in scene.verify(place)[1]
    (place / "more.txt").unlink()
    (place / "case.html").unlink()
    code, said = scene.verify(place)
    assert code == 3
    assert "case.html" in said


def test_every_byte_counts(scene: Scene) -> None:
    """A sample of bytes of every file, from a fixed seed; the unit tests try every byte of a small one."""
    place, chosen = scene.export(complete=True), random.Random(7)
    for file in sorted(place.iterdir()):
        raw = file.read_bytes()
        for at in chosen.sample(range(len(raw)), 4):
            file.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
            assert scene.verify(place)[0] == 3, (file.name, at)
        file.write_bytes(raw)
    assert scene.verify(place)[0] == 0


def test_the_page_shows_no_sealed_value_and_asks_for_nothing(scene: Scene) -> None:
    page = (scene.export() / "case.html").read_text()
    assert "[lacrado]" in page
    assert "[apagado]" in page
    assert "of the case" not in page
    assert not re.search(r"<script|<img|<link|<iframe|https?://|javascript:|\son\w+=", page)


def test_markup_in_a_log_is_text_in_the_page(scene: Scene) -> None:
    with scene.house.superuser() as connection:
        connection.execute(
            "UPDATE stored_events SET metadata = replace(metadata, 'system', '<script>alert(1)</script>')"
        )
    assert "<script" not in (scene.export() / "case.html").read_text()


def test_a_log_of_nothing_cannot_be_exported(fresh: Callable[..., House], tmp_path: Path) -> None:
    scene = Scene(fresh(), tmp_path)
    scene.follow()
    with pytest.raises(NothingToExport, match="no signed checkpoint of anything"):
        scene.export(uuid4())


def test_a_stream_under_no_checkpoint_cannot_be_exported(scene: Scene, fresh: Callable[..., House]) -> None:
    later = scene.house.thread(1)
    with pytest.raises(NothingToExport, match="no stream"):
        scene.export(later)


def test_a_bundle_is_written_into_an_empty_folder_only(scene: Scene) -> None:
    scene.export()
    with pytest.raises(FileExistsError):
        scene.export()
    shutil.rmtree(scene.folder / "bundle")
    scene.export()
