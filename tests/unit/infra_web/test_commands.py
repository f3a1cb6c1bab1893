"""Commands over HTTP: keys, versions, refusals."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from infra.eventstore.store import EventStore
from tests.unit.infra_web.conftest import Http


def placed(http: Http, title: str = "Dom Casmurro") -> Any:
    return http.post("/v1/books", {"title": title})


def test_a_creation_answers_201_with_location_etag_and_version(http: Http) -> None:
    answer = placed(http)
    assert answer.status_code == 201, answer.text
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Location"] == f"/v1/books/{answer.json['id']}"
    assert answer.json["version"] == 1
    assert answer.json["placed_at"].endswith("Z")
