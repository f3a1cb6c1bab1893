"""Only a sound message is read as one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from infra.messaging.envelope import CONTENT_TYPE, Undecodable, decode

SUBJECT = "018f0000-0000-7000-8000-00000000000b"
BODY: dict[str, Any] = {
    "specversion": "1.0", "id": f"{SUBJECT}:2", "type": "org.travessia.alpha.counter.stepped.v1",
    "source": "urn:travessia:alpha", "subject": SUBJECT, "logid": "5f2f3a86-6c0b-4a39-9a53-5a1c9f6a0c11",
    "partition": 3, "position": "9007199254740993", "previous": "7", "time": "2025-04-17T12:00:00.000001Z",
    "occurredat": "2025-04-17T11:00:00Z", "uf": "AM", "data": {"number": 1},
}  # fmt: skip
KEY = "alpha.counter.stepped.p3"


def test_a_message_is_read() -> None:
    envelope = decode(json.dumps(BODY).encode(), f"{CONTENT_TYPE}; charset=utf-8", "events", KEY).envelope
    assert (envelope.source, envelope.name, envelope.major) == ("alpha", "alpha.counter.stepped", 1)
    assert (envelope.subject, envelope.partition) == (UUID(SUBJECT), 3)
    assert (envelope.position, envelope.previous) == (9007199254740993, 7)
    assert (envelope.time > envelope.occurred_at, envelope.uf, envelope.causation_id) == (True, "AM", None)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"source": "urn:travessia:beta"}, "source"),
        ({"type": "org.travessia.alpha.counter.v1"}, "source"),
        ({"type": "org.travessia.alpha.counter.opened.v1"}, "routing"),
        ({"partition": 4}, "position"),
        ({"previous": "9007199254740993"}, "position"),
        ({"previous": "-1"}, "position"),
        ({"position": None}, "attributes"),
        ({"specversion": "0.3"}, "attributes"),
        ({"data": [1]}, "attributes"),
        ({"subject": "7"}, "attributes"),
        ({"time": "yesterday"}, "attributes"),
    ],
)
def test_an_unsound_message_is_undecodable(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(Undecodable) as refused:
        decode(json.dumps({**BODY, **changes}).encode(), CONTENT_TYPE, "events", KEY)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"{", CONTENT_TYPE, "json"),
        (b"\xff", CONTENT_TYPE, "json"),
        (b"[]", CONTENT_TYPE, "attributes"),
        (b"{}", "application/json", "content-type"),
        (b"{}", None, "content-type"),
    ],
)
def test_what_is_no_cloudevent_is_undecodable(body: bytes, content_type: str | None, reason: str) -> None:
    with pytest.raises(Undecodable) as refused:
        decode(body, content_type, "events", KEY)
    assert refused.value.reason == reason
