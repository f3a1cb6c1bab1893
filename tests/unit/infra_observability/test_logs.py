"""Logs: agreed fields, no identifiers of people, no texts of exceptions."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest

from infra.observability.logs import configure, error_fields, logger, scrubbed


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
