"""What a confidential store hides can be read back where it was hidden, under its own key, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from infra import veil
from infra.eventstore.mapper import to_recorded_event
from infra.eventstore.records import StoredRecord
from infra.eventstore.veiling import unveiled_message, unveiled_state, veiled_message
from infra.messaging.envelope import Undecodable, read
from services.intake.notices.domain.notice import Notice
from tests.unit.notices.given import PLACE, application, recorded


@pytest.fixture(autouse=True)
def _key() -> None:
    veil.hold_any()


@pytest.fixture
def record() -> StoredRecord:
    app = application()
    notice = recorded(app)
    with app.unit_of_work() as unit:
        (found,) = unit.transaction.stream(notice.id)
    return found


def test_an_event_says_nothing_and_reads_as_it_was(record: StoredRecord) -> None:
    # The quotes tell the name from three letters of a ciphertext, which base64 writes by chance.
    stored = record.state + record.metadata
    assert not any(word in stored for word in (b'"ana"', b"Manaus", b"court_id", str(PLACE.court_id).encode()))
    read_back = to_recorded_event(record)
    assert isinstance(read_back.event, Notice.Recorded)
    assert (read_back.event.place, read_back.event.attending, read_back.metadata.actor) == (PLACE, "ana", "ana")


def test_an_event_of_before_the_veil_still_replays(record: StoredRecord) -> None:
    clear = unveiled_state(json.loads(record.state), record.stream, record.version)
    told = {"occurred_at": "2025-04-17T12:40:00+00:00", "actor": "ana", "tenant": {"country": "BR"}}
    old = replace(record, state=json.dumps(clear).encode(), metadata=json.dumps(told).encode())
    read_back = to_recorded_event(old)
    assert isinstance(read_back.event, Notice.Recorded)
    assert (read_back.event.place, read_back.metadata.actor) == (PLACE, "ana")


def test_an_event_that_was_moved_to_another_stream_is_not_read(record: StoredRecord) -> None:
    with pytest.raises(veil.VeilTorn):
        to_recorded_event(replace(record, stream=uuid4()))


def test_another_key_shows_nothing_and_says_which_is_missing() -> None:
    hidden = veil.Veil(b"k" * veil.KEY_SIZE).hide("a court", "here")
    with pytest.raises(veil.VeilKeyMissing):
        veil.show(hidden, "here")


@pytest.mark.parametrize("text", ["", "!", "YWJj"])
def test_what_was_never_hidden_is_refused(text: str) -> None:
    with pytest.raises((veil.VeilTorn, veil.VeilKeyMissing)):
        veil.show(text, "here")


def test_a_process_without_a_key_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(veil, "_current", [])
    for decide in (lambda: veil.hide(1, "here"), lambda: veil.tag("x"), lambda: veil.keyed_id("x")):
        with pytest.raises(veil.VeilKeyMissing):
            decide()
    with pytest.raises(ValueError, match="32 bytes"):
        veil.hold(b"short")


def test_the_same_place_gives_the_same_text_and_two_places_never_do() -> None:
    assert veil.hide("AM", "one") == veil.hide("AM", "one") != veil.hide("AM", "two")
    assert len(veil.hide("AM", "one")) == len(veil.hide("a member with a long account", "one"))


def message() -> dict[str, Any]:
    stream = uuid4()
    return {
        "specversion": "1.0", "id": f"{stream}:1", "type": "org.travessia.notices.notice.withdrawn.v1",
        "source": "urn:travessia:notices", "subject": str(stream), "uf": "AM", "occurredat": "2025-04-17T12:40:00Z",
        "data": {"notice_id": str(stream), "commission_id": "c", "conflict_tokens": ["t"]},
    }  # fmt: skip


def test_a_message_keeps_in_clear_what_an_erasure_looks_for() -> None:
    body = message()
    hidden = veiled_message(body)
    assert hidden["data"].keys() == {"notice_id", "conflict_tokens", "veil"}
    assert "uf" not in hidden
    assert unveiled_message(hidden) == body
    emptied = {**hidden, "data": {}}
    assert unveiled_message(emptied) == emptied


def test_a_message_that_was_changed_is_not_read() -> None:
    hidden = veiled_message(message())
    with pytest.raises(Undecodable, match="veil"):
        read({**hidden, "id": "another:1"}, "confidential")
