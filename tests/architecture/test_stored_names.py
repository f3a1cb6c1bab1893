"""Names in the log never change: each event's stored name stands in a list that only grows."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import stored_names
from scripts.stored_names import aggregates, event_classes, listed


def test_every_listed_name_still_has_its_event() -> None:
    assert set(listed()) - set(stored_names.stored_names()) == set(), "removed or renamed: stored events have this name"


def test_every_event_is_listed() -> None:
    assert set(stored_names.stored_names()) - set(listed()) == set(), "run `make names` and commit the list"


def test_no_two_events_share_a_name() -> None:
    names = stored_names.stored_names()
    assert len(names) == len(set(names))


def test_a_stored_name_begins_with_store_and_aggregate() -> None:
    for aggregate in aggregates():
        for event in event_classes(aggregate):
            store, name, happening = event.TOPIC.split(".")
            assert f"{store}.{name}" == aggregate.TOPIC
            assert happening


def test_a_renamed_event_is_found_and_stays_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = tmp_path / "names.txt"
    planted.write_text("intake.office.launched\n")
    monkeypatch.setattr(stored_names, "LIST", planted)
    assert stored_names.main() == 1
    assert "intake.office.launched" in capsys.readouterr().err
    assert {"intake.office.launched", "intake.office.opened"} <= set(listed(planted))
    assert stored_names.main() == 1
