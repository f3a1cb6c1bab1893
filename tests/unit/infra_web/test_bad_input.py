"""Bad input: the right status, a problem body that tells the fix, nothing submitted in it, nothing written."""

from __future__ import annotations

import io
from typing import Any

import pytest

from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.store import EventStore
from tests.unit.infra_web.conftest import Http

DEEP = b'{"title": ' + b"[" * 40 + b"]" * 40 + b"}"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b'{"title": "a"', b'{"title": "a", "title": "b"}', b'{"pages": NaN}', b'{"pages": -Infinity}',
        b'{"pages": 1e999}', b'{"pages": 9007199254740993}', b'{"pages": ' + b"9" * 5000 + b"}", DEEP,
        b"[" * 100_000, b'{"title": "\xff"}', b'{"title": "\\ud800"}', b'{"title": "a\\u0000"}',
        "\ufeff{}".encode(),
    ],
)  # fmt: skip
def test_broken_json_is_400(http: Http, store: EventStore, data: bytes) -> None:
    answer = http.post("/v1/books", data=data)
    assert (answer.status_code, answer.json["type"].rsplit("/", 1)[1]) == (400, "broken-json")
    assert nothing_written(store)


def test_a_body_over_one_megabyte_is_413(http: Http, store: EventStore) -> None:
    answer = http.post("/v1/books", {"title": "x" * 1_000_000})
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert nothing_written(store)


def test_a_chunked_body_over_one_megabyte_is_413_too(http: Http, store: EventStore) -> None:
    body = io.BytesIO(b'{"title": "' + b"x" * 1_500_000 + b'"}')
    environ = {"wsgi.input": body, "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = http.client.post("/v1/books", headers=http.headers({}), environ_overrides=environ)
    assert answer.status_code == 413
    assert nothing_written(store)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", None])
def test_anything_but_json_is_415(http: Http, kind: str | None) -> None:
    assert http.post("/v1/books", data=b'{"title": "a"}', Content_Type=kind).status_code == 415


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"title": "a", "colour": "secret"}, "/colour", "unknown-field"),
        ({"title": "a", "Maria da Silva": 1}, "", "unknown-field"),
        ({}, "/title", "required"),
        ({"title": None}, "/title", "null"),
        ({"title": 7}, "/title", "wrong-type"),
        ({"title": "a", "pages": "7"}, "/pages", "wrong-type"),
        ({"title": "a", "pages": 7.5}, "/pages", "wrong-type"),
        ({"title": ""}, "/title", "length"),
        ({"title": "a", "occurred_at": "2025-01-01T10:00:00"}, "/occurred_at", "wrong-type"),
        ({"title": "a", "local_zone": "Mars/Olympus"}, "/local_zone", "unknown-zone"),
        ({"title": "a", "shelf": {"row": "secret"}}, "/shelf/row/value", "wrong-type"),
        (["secret"], "", "wrong-type"),
        ("secret", "", "wrong-type"),
    ],
)
def test_wrong_content_is_422_and_points_at_the_member(
    http: Http, store: EventStore, body: Any, pointer: str, code: str
) -> None:
    answer = http.post("/v1/books", body)
    assert answer.status_code == 422
    assert {"pointer": pointer, "code": code} in [{n: e[n] for n in ("pointer", "code")} for e in answer.json["errors"]]
    assert "secret" not in answer.text
    assert "Maria" not in answer.text
    assert nothing_written(store)


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "colour=red"])
def test_wrong_filters_are_422(http: Http, query: str) -> None:
    assert http.get(f"/v1/books?{query}").status_code == 422


def test_a_query_without_filters_takes_none(http: Http) -> None:
    location = http.post("/v1/books", {"title": "a"}).headers["Location"]
    assert http.get(f"{location}?colour=red").status_code == 422


@pytest.mark.parametrize("path", ["/", "/v1/none", "/v1/books/not-an-id", "/v1/books/", "//v1/books"])
def test_an_unknown_address_is_404(http: Http, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_an_address_with_a_nul_is_400(http: Http) -> None:
    assert http.get("/v1/books?cursor=%00").status_code == 400
    assert http.put("/v1/books/tallies/%00", {"count": 1}, If_Match='"0"').status_code == 400


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "TRACE", "PUT"])
def test_a_wrong_method_is_405_with_allow(http: Http, method: str) -> None:
    answer = http.client.open("/v1/books", method=method)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_an_unexpected_exception_shows_neither_stack_nor_value(http: Http, capsys: pytest.CaptureFixture[str]) -> None:
    answer = http.post("/v1/books", {"title": "bug"})
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    logged = capsys.readouterr().out
    assert answer.json["trace_id"] in logged
    assert "RuntimeError" in logged
    assert "shelf.py" in logged
    for text in (answer.text, logged):
        assert "Maria" not in text
    assert "Traceback" not in answer.text


def nothing_written(store: EventStore) -> bool:
    return isinstance(store.recorder, MemoryRecorder) and store.recorder.records == []
