"""Logs: agreed fields, no identifiers of people, no texts of exceptions."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest

from infra.observability.logs import configure, error_fields, logger, outer_place, scrubbed


@pytest.fixture
def stream() -> io.StringIO:
    text = io.StringIO()
    configure("intake", text)
    return text


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_service_level_and_time(stream: io.StringIO) -> None:
    logger().info("relay.published", position=7)
    line = lines(stream)[0]
    assert (line["service"], line["event"], line["level"], line["position"]) == ("intake", "relay.published", "info", 7)
    assert line["timestamp"].endswith("Z")


def test_fields_that_nobody_agreed_to_are_not_written(stream: io.StringIO) -> None:
    logger().info("x", body={"name": "Maria"}, name="Maria")
    assert "Maria" not in stream.getvalue()


def test_identifiers_of_people_are_masked_and_objects_are_named_by_type(stream: io.StringIO) -> None:
    logger().info("x", reason="CPF 529.982.247-25", error={"name": "Maria"})
    assert "529.982" not in stream.getvalue()
    assert lines(stream)[0]["error"] == "dict"


def test_libraries_are_quoted_by_place_only(stream: io.StringIO) -> None:
    try:
        raise ValueError("Maria")
    except ValueError:
        logging.getLogger("pika").exception("could not handle %s", "Maria")
    line = lines(stream)[0]
    assert (line["logger"], line["error"]) == ("pika", "builtins.ValueError")
    assert "Maria" not in stream.getvalue()


def test_an_exception_is_told_by_type_and_place() -> None:
    try:
        raise ValueError("Maria")
    except ValueError as error:
        fields = error_fields(error)
    assert fields["error"] == "builtins.ValueError"
    assert "test_logs.py:" in fields["where"]
    assert "Maria" not in str(fields)


def test_an_id_is_no_telephone_number() -> None:
    ids = {"trace_id": "fc4e51014e713db4305abc9735797700", "reason": "call 11 98765-4321"}
    shown = scrubbed(None, "", dict(ids))
    assert shown["trace_id"] == ids["trace_id"]
    assert "98765" not in shown["reason"]


def test_a_confidential_process_says_neither_what_was_done_nor_when() -> None:
    text = io.StringIO()
    configure("notices", text, confidential=True)
    telling = {"event_type": "notices.x", "source": "commissions", "queue": "notices.inbox.p3", "route": "/v1/notices"}
    logger().error("inbox.parked", trace_id="4bf92f3577b34da6a3ce929d0e0e4736", position=7, store="notices", **telling)
    (line,) = lines(text)
    assert line.pop("timestamp")[13:] == ":00:00Z"
    assert line == {"service": "notices", "event": "inbox.parked", "level": "error", "store": "notices"}


def test_where_something_failed_names_no_operation() -> None:
    code = compile("def record_notice():\n    raise ValueError\nrecord_notice()", "/x/services/intake/api.py", "exec")
    with pytest.raises(ValueError) as caught:  # noqa: PT011  what is looked at is the place
        exec(code, {})  # noqa: S102
    assert outer_place(caught.value) == "services"
