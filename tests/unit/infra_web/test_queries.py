"""Queries over HTTP: versions, pages, languages, headers."""

from __future__ import annotations

import re

import pytest

from tests.unit.infra_web.conftest import Http


def test_a_record_comes_with_its_version_and_is_not_sent_twice(http: Http) -> None:
    location = http.post("/v1/books", {"title": "a"}).headers["Location"]
    first = http.get(location)
    assert (first.status_code, first.headers["ETag"], first.json["title"]) == (200, '"1"', "a")
    assert first.headers["Cache-Control"] == "no-store"
    for tag in ('"1"', 'W/"1"', '"7", "1"'):
        again = http.get(location, If_None_Match=tag)
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", '"1"')
    assert http.get(location, If_None_Match='"2"').status_code == 200


def test_pages_follow_each_other_by_link(http: Http) -> None:
    seen, path = [], "/v1/books?limit=2&lent=false"
    while path:
        answer = http.get(path)
        seen += [item["title"] for item in answer.json["items"]]
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
        path = link[1] if link else ""
    assert seen == ["A", "B", "C", "D", "E"]


def test_a_cursor_is_good_for_its_own_filters_only_and_cannot_be_made(http: Http) -> None:
    link = http.get("/v1/books?limit=2&lent=false").headers["Link"]
    cursor = re.search("cursor=([^>&]+)", link)
    assert cursor
    for query in (f"lent=true&cursor={cursor[1]}", f"lent=false&cursor={cursor[1]}x", "cursor=abc"):
        answer = http.get(f"/v1/books?{query}")
        assert (answer.status_code, answer.json["type"].rsplit("/", 1)[1]) == (400, "invalid-cursor")


@pytest.mark.parametrize(
    ("accepted", "language", "title"),
    [("pt-BR,pt;q=0.9,en;q=0.8", "pt", "Não encontrado"), ("en", "en", "Not found"), ("de", "en", "Not found")],
)
def test_problems_speak_the_language_of_the_caller(http: Http, accepted: str, language: str, title: str) -> None:
    answer = http.get("/v1/none", Accept_Language=accepted)
    assert (answer.headers["Content-Language"], answer.json["title"]) == (language, title)


def test_every_answer_is_guarded_and_named(http: Http) -> None:
    answer = http.get("/v1/books", X_Request_ID="mine-1")
    assert answer.headers["X-Request-ID"] == "mine-1"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert http.get("/v1/books", X_Request_ID="not one\tword").headers["X-Request-ID"] != "not one\tword"


def test_the_trace_of_the_caller_is_continued(http: Http) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    answer = http.get("/v1/none", traceparent=f"00-{trace}-00f067aa0ba902b7-01")
    assert answer.json["trace_id"] == trace
