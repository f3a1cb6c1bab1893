"""Commands over HTTP: what they answer, their keys, their versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from infra import world
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.store import EventStore
from infra.observability import metrics
from infra.refusals import Unavailable, VersionConflict
from tests.unit.infra_web.conftest import Http, make_token
from tests.unit.infra_web.shelf import ASKED


def placed(http: Http, title: str = "Dom Casmurro", **headers: str | None) -> Any:
    return http.post("/v1/books", {"title": title}, **headers)


def exposition() -> str:
    return metrics.exposition(confidential=False).decode()


def recorder(store: EventStore) -> MemoryRecorder:
    assert isinstance(store.recorder, MemoryRecorder)
    return store.recorder


def test_a_creation_answers_201_with_location_etag_and_version(http: Http) -> None:
    answer = placed(http)
    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Location"] == f"/v1/books/{answer.json['id']}"
    assert answer.json["version"] == 1
    assert answer.json["placed_at"].endswith("Z")


def test_a_change_answers_200_with_the_new_etag(http: Http) -> None:
    location = placed(http).headers["Location"]
    answer = http.post(f"{location}/loan", If_Match='"1"')
    assert (answer.status_code, answer.headers["ETag"], answer.json) == (200, '"2"', {"version": 2})


def test_metadata_comes_from_the_token_and_the_envelope(http: Http, store: EventStore) -> None:
    happened = datetime.now(UTC) - timedelta(hours=2)
    body = {"title": "x", "occurred_at": happened.isoformat(), "local_zone": "America/Manaus", "purpose": "P1"}
    assert http.post("/v1/books", body).status_code == 201
    with store.begin() as unit:
        recorded = unit.history(recorder(store).records[0].stream)[0]
    metadata = recorded.metadata
    assert (metadata.actor, metadata.role, metadata.tenant.uf) == ("ana", "receptionist", "SP")
    assert (metadata.local_zone, metadata.purpose, recorded.event.timestamp) == ("America/Manaus", "P1", happened)
    assert metadata.correlation_id
    assert len(metadata.correlation_id) == 32


def test_occurred_at_may_follow_a_shifted_clock_but_not_the_future(http: Http) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=90)).isoformat()
    answer = http.post("/v1/books", {"title": "x", "occurred_at": soon})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["code"] == "in-the-future"
    with world.use(world.RealWorld(timedelta(days=1))):
        assert http.post("/v1/books", {"title": "x", "occurred_at": soon}).status_code == 201


@pytest.mark.parametrize("key", [None, "", "x" * 256, "caf\u00e9", "two words"])
def test_a_command_needs_a_usable_key(http: Http, store: EventStore, key: str | None) -> None:
    answer = placed(http, Idempotency_Key=key)
    assert (answer.status_code, answer.json["type"].rsplit("/", 1)[1]) == (400, "idempotency-key")
    assert recorder(store).records == []


def test_the_same_command_again_gives_the_first_answer_again(http: Http, store: EventStore) -> None:
    first, again = placed(http, Idempotency_Key="k"), placed(http, Idempotency_Key="k")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.status_code, again.json, again.headers["Location"], again.headers["ETag"]) == (
        first.status_code, first.json, first.headers["Location"], first.headers["ETag"],
    )  # fmt: skip
    assert len(recorder(store).records) == 1


def test_a_repeated_change_is_answered_although_its_etag_is_stale_by_now(http: Http) -> None:
    loan = placed(http).headers["Location"] + "/loan"
    first = http.post(loan, If_Match='"1"', Idempotency_Key="k")
    again = http.post(loan, If_Match='"1"', Idempotency_Key="k")
    assert (first.status_code, again.status_code, again.json) == (200, 200, first.json)


def test_another_command_under_the_same_key_is_refused(http: Http, store: EventStore) -> None:
    placed(http, Idempotency_Key="k")
    answer = placed(http, title="Iracema", Idempotency_Key="k")
    assert (answer.status_code, answer.json["type"].rsplit("/", 1)[1]) == (422, "idempotency-key-reused")
    assert len(recorder(store).records) == 1


def test_two_clients_may_use_the_same_key(http: Http, store: EventStore) -> None:
    placed(http, Idempotency_Key="k")
    answer = placed(http, Idempotency_Key="k", Authorization=f"Bearer {make_token(sub='bia')}")
    assert (answer.status_code, "Idempotency-Replayed" in answer.headers) == (201, False)
    assert len(recorder(store).records) == 2


def test_a_command_that_still_runs_is_not_started_twice(make_app: Callable[..., Flask], store: EventStore) -> None:
    app = make_app()
    slots = app.extensions["travessia"].idempotency.held
    http = Http(app.test_client())
    original = recorder(store).transaction
    answers: list[Any] = []

    def meanwhile(title: str) -> Any:
        answers.append(placed(http, Idempotency_Key="k"))
        return original_place(title)

    application = app.extensions["travessia"].applications[0]
    original_place, application.place = application.place, meanwhile
    assert placed(http, Idempotency_Key="k").status_code == 201
    assert (answers[0].status_code, answers[0].headers["Retry-After"]) == (409, "1")
    assert (slots, recorder(store).transaction) == (set(), original)


def test_a_refused_command_may_be_repeated_with_the_same_key(http: Http) -> None:
    assert placed(http, title="", Idempotency_Key="k").status_code == 422
    assert placed(http, Idempotency_Key="k").status_code == 201


def test_a_change_needs_if_match(http: Http) -> None:
    answer = http.post(placed(http).headers["Location"] + "/loan")
    assert (answer.status_code, answer.json["type"].rsplit("/", 1)[1]) == (428, "precondition-required")


@pytest.mark.parametrize("tag", ['"7"', 'W/"1"', "1", "*", '"abc"', '"1", "2"'])
def test_a_tag_that_is_not_the_current_version_is_stale(http: Http, store: EventStore, tag: str) -> None:
    answer = http.post(placed(http).headers["Location"] + "/loan", If_Match=tag)
    assert (answer.status_code, answer.json["type"].rsplit("/", 1)[1]) == (412, "stale-version")
    assert len(recorder(store).records) == 1


def test_a_broken_rule_is_409_with_its_code_and_fix(http: Http) -> None:
    loan = placed(http).headers["Location"] + "/loan"
    http.post(loan, If_Match='"1"')
    answer = http.post(loan, If_Match='"2"')
    assert (answer.status_code, answer.json["type"].rsplit("/", 1)[1]) == (409, "shelf-already-lent")
    assert answer.json["detail"] == "The book is lent already. Wait until it is back."


def test_an_unknown_id_is_404(http: Http) -> None:
    assert http.post(f"/v1/books/{uuid4()}/loan", If_Match='"1"').status_code == 404


@pytest.mark.parametrize(
    ("error", "status", "retry"),
    [(VersionConflict(), 409, "1"), (Unavailable("keys", 7), 503, "7")],
)
def test_a_command_that_cannot_be_written_now_says_when_to_repeat(
    app: Flask, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, retry: str
) -> None:
    def fail(_: str) -> None:
        raise error

    monkeypatch.setattr(app.extensions["travessia"].applications[0], "place", fail)
    answer = placed(Http(app.test_client()))
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, retry)
    outcome = "failed" if status == 503 else "refused"
    assert f'travessia_commands_total{{command="books.place",outcome="{outcome}"}}' in exposition()


def test_a_conflict_that_ends_is_nobodys_business(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    application = app.extensions["travessia"].applications[0]
    place, tries = application.place, iter([VersionConflict, VersionConflict, None])

    def sometimes(title: str) -> Any:
        if (failure := next(tries)) is not None:
            raise failure
        return place(title)

    monkeypatch.setattr(application, "place", sometimes)
    assert placed(Http(app.test_client())).status_code == 201


def test_a_conflict_that_does_not_end_asks_to_repeat(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise VersionConflict

    monkeypatch.setattr(app.extensions["travessia"].applications[0], "lend", fail)
    assert Http(app.test_client()).post(f"/v1/books/{uuid4()}/loan", If_Match='"1"').status_code == 409


def test_another_store_is_asked_before_a_command_and_not_again_for_its_repetition(http: Http) -> None:
    title, key = str(uuid4()), str(uuid4())
    first = http.post("/v1/books/gifts", {"title": title}, Idempotency_Key=key)
    again = http.post("/v1/books/gifts", {"title": title}, Idempotency_Key=key)
    assert (first.status_code, again.status_code, first.json) == (201, 201, again.json)
    assert ASKED.count(title) == 1
    shown = http.get(f"/v1/books/{first.json['id']}").json
    assert shown["title"] == f"{title} of ana"


@pytest.mark.parametrize(("title", "status"), [("unknown", 404), ("away", 503)])
def test_what_the_other_store_says_no_to_is_not_done(http: Http, store: EventStore, title: str, status: int) -> None:
    before = len(recorder(store).records)
    assert http.post("/v1/books/gifts", {"title": title}).status_code == status
    assert len(recorder(store).records) == before


def test_a_used_key_is_told_before_anybody_is_asked(http: Http) -> None:
    key = str(uuid4())
    assert placed(http, Idempotency_Key=key).status_code == 201
    assert http.post("/v1/books/gifts", {"title": "unknown"}, Idempotency_Key=key).status_code == 422
