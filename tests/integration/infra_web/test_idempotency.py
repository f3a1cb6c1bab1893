"""Idempotency on PostgreSQL: one transaction, one answer, whatever happens to the connection."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import psycopg
import pytest
from flask import Flask

from infra.eventstore.postgres import PostgresTransaction
from infra.eventstore.recorder import ViewsSwitched
from infra.eventstore.records import Batch
from infra.eventstore.store import EventStore
from infra.web.idempotency_table import purge_idempotency
from tests.integration.messaging.servers import Postgres
from tests.unit.infra_web.conftest import Http


def rows(postgres: Postgres, sql: str) -> list[Any]:
    with postgres.connect("shelf") as connection:
        return connection.execute(sql.encode()).fetchall()


def events(postgres: Postgres) -> int:
    return int(rows(postgres, "SELECT count(*) FROM stored_events")[0][0])


def place(http: Http, key: str = "k", title: str = "Dom Casmurro") -> Any:
    return http.post("/v1/books", {"title": title}, Idempotency_Key=key)


def test_the_first_answer_comes_again_byte_for_byte(http: Http, postgres: Postgres) -> None:
    first, again = place(http), place(http)
    assert (first.status_code, again.status_code, again.data) == (201, 201, first.data)
    assert again.headers["Location"] == first.headers["Location"]
    assert (again.headers["Idempotency-Replayed"], events(postgres)) == ("true", 1)


def test_another_command_under_the_key_is_422(http: Http, postgres: Postgres) -> None:
    place(http)
    assert (place(http, title="Iracema").status_code, events(postgres)) == (422, 1)


def test_nothing_of_the_body_and_no_name_of_the_client_is_kept(http: Http, postgres: Postgres) -> None:
    place(http, title="Quincas Borba")
    text = str(rows(postgres, "SELECT * FROM idempotency"))
    assert "Quincas" not in text
    assert "ana" not in text


def test_a_refusal_keeps_nothing(http: Http, postgres: Postgres) -> None:
    loan = place(http).headers["Location"] + "/loan"
    assert http.post(loan, If_Match='"7"', Idempotency_Key="loan").status_code == 412
    assert len(rows(postgres, "SELECT 1 FROM idempotency")) == 1
    assert http.post(loan, If_Match='"1"', Idempotency_Key="loan").status_code == 200


def test_a_command_in_flight_is_409_and_then_replayed(app: Flask, postgres: Postgres) -> None:
    application = app.extensions["travessia"].applications[0]
    running, finish, original = Event(), Event(), application.place

    def slow(title: str) -> Any:
        running.set()
        assert finish.wait(60)
        return original(title)

    application.place = slow
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(place, Http(app.test_client()))
        assert running.wait(60)
        meanwhile = place(Http(app.test_client()))
        finish.set()
        assert first.result().status_code == 201
    assert (meanwhile.status_code, meanwhile.headers["Retry-After"]) == (409, "1")
    assert (place(Http(app.test_client())).headers["Idempotency-Replayed"], events(postgres)) == ("true", 1)


def test_eight_at_once_take_effect_once(app: Flask, postgres: Postgres) -> None:
    barrier = Barrier(8)

    def call(_: int) -> int:
        barrier.wait()
        return int(place(Http(app.test_client())).status_code)

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(call, range(8)))
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert events(postgres) == 1


def test_after_an_ambiguous_commit_the_same_key_finds_the_answer(
    http: Http, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(PostgresTransaction, "commit", _then_fail(psycopg.OperationalError("connection lost")))
        lost = place(http)
    assert lost.status_code == 503
    assert int(lost.headers["Retry-After"]) > 0
    again = place(http)
    assert (again.status_code, again.headers["Idempotency-Replayed"], events(postgres)) == (201, "true", 1)


def test_a_command_is_repeated_once_when_read_models_were_switched(http: Http, postgres: Postgres) -> None:
    with postgres.connect("shelf") as connection:
        connection.execute("UPDATE log_head SET views_epoch = views_epoch + 1")
    assert (place(http).status_code, events(postgres)) == (201, 1)


def test_a_reader_learns_of_a_switch_too(app: Flask, store: EventStore, postgres: Postgres) -> None:
    http = Http(app.test_client())
    location = place(http).headers["Location"]
    with postgres.connect("shelf") as connection:
        connection.execute("UPDATE log_head SET views_epoch = views_epoch + 1")
    before = store.views.epoch
    assert http.get(location).status_code == 200
    assert store.views.epoch == before + 1


def test_a_read_model_that_is_switched_again_and_again_is_503(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    def switched(*_: Any) -> None:
        raise ViewsSwitched

    monkeypatch.setattr(PostgresTransaction, "commit", switched)
    assert place(http).status_code == 503


def test_old_answers_are_forgotten(http: Http, store: EventStore, postgres: Postgres) -> None:
    place(http, "old")
    place(http, "new")
    with postgres.connect("shelf") as connection:
        connection.execute("UPDATE idempotency SET created_at = created_at - interval '8 days' WHERE key = 'old'")
    purge_idempotency(store)
    assert rows(postgres, "SELECT key FROM idempotency") == [("new",)]


def test_a_silent_operation_writes_no_row(http: Http, postgres: Postgres) -> None:
    assert http.put("/v1/books/tallies/silent", {"count": 1}, If_Match='"0"').status_code == 200
    assert rows(postgres, "SELECT * FROM idempotency") == []


def test_a_stopped_database_is_503(http: Http, store: EventStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise psycopg.OperationalError("no")

    monkeypatch.setattr(PostgresTransaction, "query", refuse)
    assert place(http).status_code == 503


def _then_fail(error: Exception) -> Callable[[PostgresTransaction, Batch], None]:
    commit = PostgresTransaction.commit

    def committed_and_lost(transaction: PostgresTransaction, batch: Batch) -> None:
        commit(transaction, batch)
        raise error

    return committed_and_lost
