"""Whatever comes in, the verifier answers 0, 2 or 3 in bounded time, and only what is right gets a 0."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.verifying.bundles import Maker
from tests.unit.verifying.conftest import Answer
from tests.unit.verifying.test_proofs import grown, included

MANY = 60
SHORT = settings(max_examples=MANY, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = [*included(), *grown(), "note", "vkey", "vkeys", "checkpoint", "origin", "leaf_input"]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50) | st.sampled_from(NAMES)
VALUES = st.recursive(SCALARS, lambda each: st.lists(each, max_size=5) | st.dictionaries(st.text(), each, max_size=5))
COMMANDS = st.sampled_from(["inclusion", "consistency", "note", "checkpoint"])


@SHORT
@given(COMMANDS, st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_documents_of_any_shape_are_answered(answer: Answer, command: str, document: dict[str, Any]) -> None:
    assert answer(command, document)[0] in (2, 3)


@SHORT
@given(COMMANDS, st.binary(max_size=200))
def test_any_bytes_are_answered(answer: Answer, command: str, raw: bytes) -> None:
    assert answer(command, raw)[0] == 2


@SHORT
@given(st.sampled_from(["inclusion", "consistency"]), st.data())
def test_one_member_of_any_value_is_answered(answer: Answer, command: str, data: st.DataObject) -> None:
    good = included() if command == "inclusion" else grown()
    name = data.draw(st.sampled_from([name for name in good if name not in ("desc", "wantErr")]))
    value = data.draw(VALUES.filter(lambda each: each not in (good[name], str(good[name]))))
    assert answer(command, good | {name: value})[0] in (2, 3)


@SHORT
@given(st.text(), st.text())
def test_any_note_and_key_are_answered(answer: Answer, note: str, key: str) -> None:
    assert answer("note", {"note": note, "vkey": key})[0] in (2, 3)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [path, *(each for name in value for each in _places(value[name], (*path, name)))]
    if isinstance(value, list):
        return [path, *(each for at in range(len(value)) for each in _places(value[at], (*path, at)))]
    return [path]


# What a bundle says beside the log and its proofs: what it calls the store, and whether it has all leaves.
FREE = {("store",), ("leaves",)}


@SHORT
@given(st.data())
def test_a_signed_bundle_with_one_changed_value_is_answered(
    answer: Answer, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    places = [path for path in _places(Maker(complete=False).log) if path and path not in FREE]
    *most, last = data.draw(st.sampled_from(places))
    value = data.draw(VALUES)

    def lie(log: dict[str, Any]) -> None:
        place: Any = log
        for step in most:
            place = place[step]
        alike = place[last] == value or not (place[last] or value)
        place[last] = [value] if alike else value

    folder = Maker(lie, complete=False).write(tmp_path_factory.mktemp("b"))
    code, said = answer("bundle", folder)
    harmless = code == 0 and (*most[-4:],) == ("records", 0, "sealed", 0) and last in ("public_key", "salt")
    assert code == 3 or harmless, (most, last, value, said)


@SHORT
@given(st.dictionaries(st.sampled_from(["bundle.json", "manifest.txt", "case.html", "x"]), st.binary(max_size=300)))
def test_any_files_are_answered(
    answer: Answer, tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder: Path = tmp_path_factory.mktemp("b")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    assert answer("bundle", folder)[0] == 3
