"""Health: live, ready and metrics of a process."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from werkzeug.test import Client

from infra.observability.health import Health
from infra.observability.logs import configure


def down() -> None:
    raise RuntimeError("Maria")


@pytest.fixture(autouse=True)
def log() -> io.StringIO:
    stream = io.StringIO()
    configure("intake", stream)
    return stream


def client(*, confidential: bool = False, **checks: Any) -> Client:
    return Client(Health(checks, confidential=confidential))


def test_a_process_is_live_whatever_its_parts_do() -> None:
    answer = client(database=down).get("/health/live")
    assert (answer.status_code, answer.json) == (200, {"live": True})


def test_ready_tells_each_check(log: io.StringIO) -> None:
    ready = client(database=lambda: None).get("/health/ready")
    assert (ready.status_code, ready.json) == (200, {"ready": True, "checks": {"database": True}})
    not_ready = client(database=lambda: None, broker=down).get("/health/ready")
    assert not_ready.status_code == 503
    assert not_ready.json == {"ready": False, "checks": {"database": True, "broker": False}}
    assert json.loads(log.getvalue())["check"] == "broker"
    assert "Maria" not in log.getvalue() + not_ready.text


def test_metrics_are_in_the_text_format() -> None:
    assert "travessia_commands" in client().get("/metrics").text
    assert "travessia_commands" not in client(confidential=True).get("/metrics").text


def test_anything_else_is_a_problem() -> None:
    assert (client().get("/x").status_code, client().get("/x").mimetype) == (404, "application/problem+json")
    wrong = client().post("/metrics")
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "GET, HEAD")
    assert client().head("/health/live").data == b""
