"""What must leave no trace, and what traces the rest leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from flask import Flask

from infra.observability import metrics
from infra.observability.failures import Failures, failures
from infra.observability.logs import configure
from tests.unit.infra_web.conftest import Http
from tests.unit.infra_web.shelf import TALLY


def exposition() -> str:
    return metrics.exposition(confidential=False).decode()


def business(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("travessia_commands", "travessia_events", "http_"))]


def test_a_command_is_counted_and_logged_by_its_route(http: Http, capsys: pytest.CaptureFixture[str]) -> None:
    http.post("/v1/books", {"title": "Maria"})
    text = exposition()
    assert 'travessia_commands_total{command="books.place",outcome="accepted"}' in text
    assert 'travessia_events_appended_total{aggregate="shelf.book",event_type="shelf.book.placed"}' in text
    assert 'route="/v1/books"' in text
    assert "_created" not in text
    logged = capsys.readouterr().out
    assert '"event": "http.request"' in logged
    assert "Maria" not in logged


def test_a_silent_operation_leaves_no_line_metric_or_row(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    TALLY.clear()
    http, before = Http(app.test_client()), business(exposition())
    first = http.put("/v1/books/tallies/2025-04", {"count": 1}, If_Match='"0"', Idempotency_Key=None)
    assert (first.status_code, first.headers["ETag"], TALLY) == (200, '"1"', {"2025-04": (1, 1)})
    assert http.put("/v1/books/tallies/2025-04", {"count": 2}, If_Match='"0"').status_code == 404
    assert http.put("/v1/books/tallies/2025-04", {"count": 2}).status_code == 428
    assert http.put("/v1/books/tallies/2025-04", {"count": -1}, If_Match='"1"').status_code == 500
    assert business(exposition()) == before
    assert capsys.readouterr().out == ""
    assert app.extensions["travessia"].idempotency.answers == {}


def test_a_confidential_store_takes_no_names_and_leaves_no_lines(
    make_app: Callable[..., Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    http, before = Http(make_app(confidential=True).test_client()), business(exposition())
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    parent = f"00-{trace}-00f067aa0ba902b7-01"
    answer: Any = http.post("/v1/books", {"title": ""}, X_Request_ID="mine", traceparent=parent)
    assert answer.headers["X-Request-ID"] != "mine"
    assert answer.json["trace_id"] != trace
    assert http.post("/v1/books", {"title": "a"}).status_code == 201
    assert business(exposition()) == before
    assert capsys.readouterr().out == ""


def test_a_bug_in_a_confidential_store_is_told_in_totals_only(
    make_app: Callable[..., Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    http = Http(make_app(confidential=True).test_client())
    failures.tell()
    capsys.readouterr()
    for _ in range(3):
        assert http.post("/v1/books", {"title": "bug"}).status_code == 500
    assert capsys.readouterr().out == ""
    failures.tell()
    logged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["event"], line["count"]) for line in logged] == [("http.failures", 3), ("http.failures_of_kind", 3)]
    assert not {"trace_id", "request_id", "route", "method"} & logged[1].keys()
    failures.tell()
    (quiet,) = capsys.readouterr().out.splitlines()
    assert json.loads(quiet)["count"] == 0


def test_the_totals_come_at_fixed_times(capsys: pytest.CaptureFixture[str]) -> None:
    configure("shelf")
    stopping, told = Event(), Event()

    class Told(Failures):
        def tell(self) -> None:
            super().tell()
            told.set()

    thread = Told().tell_hourly(stopping, seconds=0.05)
    assert told.wait(5)
    stopping.set()
    thread.join(5)
    assert '"event": "http.failures"' in capsys.readouterr().out


def test_a_confidential_process_exports_process_metrics_only() -> None:
    text = metrics.exposition(confidential=True).decode()
    assert "process_cpu_seconds_total" in text
    assert not business(text)
