"""Operators and parked messages: what is asked for over HTTP is done by the worker, and every refusal says why."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from infra.eventstore.mapper import to_recorded_event
from infra.eventstore.postgres import PostgresTransaction
from infra.messaging import dismissals, parking, retrying
from infra.messaging.batches import Consumer
from infra.messaging.stats import ConsumerStats
from infra.metadata import Metadata, acting
from tests.integration.messaging.conftest import REACTIONS, Net
from tests.integration.messaging.toys import Alpha, Beta


@pytest.fixture
def consumer(beta: Beta) -> Consumer:
    return Consumer(beta.store, [beta], REACTIONS, ConsumerStats("beta"))


def park(net: Net, alpha: Alpha, beta: Beta, *numbers: int, kind: str | None = None) -> UUID:
    """Put what alpha published into beta's table of parked messages, as if beta had refused it."""
    counter = alpha.open()
    alpha.step(counter, *numbers)
    with net.postgres.connect("alpha") as source:
        query = "SELECT message FROM published WHERE message->>'subject' = %s ORDER BY position"
        messages = [row[0] for row in source.execute(query, (str(counter),)).fetchall()]
    with net.postgres.connect("beta") as target:
        for body in messages:
            body["type"] = kind or body["type"]
            target.execute(
                "INSERT INTO parked (source, channel, partition, log_id, subject, position, type, message, reason,"
                " attempts) VALUES ('alpha', 'events', %s, %s, %s, %s, %s, %s, 'refused: beta.refused', 1)",
                (body["partition"], body["logid"], body["subject"], body["position"], body["type"], Jsonb(body)),
            )
            target.execute(
                "INSERT INTO inbox (source, channel, partition) VALUES ('alpha', 'events', %s) ON CONFLICT DO NOTHING",
                (body["partition"],),
            )
    return counter


def test_a_requested_retry_is_done_by_the_worker_in_order(
    net: Net, alpha: Alpha, beta: Beta, consumer: Consumer
) -> None:
    counter = park(net, alpha, beta, 1, 2, 3)
    last = parking.list_parked(beta.store)[-1]
    with beta.store.unit_of_work():
        parking.request_retry(beta.store, last.id, "olga")
    retrying.retry_requested(consumer)
    assert beta.numbers(counter) == [1, 2, 3]
    assert parking.list_parked(beta.store) == []
    assert [p.state for p in parking.list_parked(beta.store, "applied")] == ["applied"] * 3


def test_a_requested_retry_that_fails_says_so_without_the_content(
    net: Net, alpha: Alpha, beta: Beta, consumer: Consumer
) -> None:
    park(net, alpha, beta, 7)
    beta.poison = frozenset({7})
    (found,) = parking.list_parked(beta.store)
    parking.request_retry(beta.store, found.id, "olga")
    retrying.retry_requested(consumer)
    (after,) = parking.list_parked(beta.store)
    assert after.retry_requested_at is None
    assert after.retry_failed is not None
    assert "RuntimeError" in after.retry_failed
    assert "secret" not in after.retry_failed


def test_a_dismissal_is_an_event_of_the_store(net: Net, alpha: Alpha, beta: Beta, consumer: Consumer) -> None:
    park(net, alpha, beta, 7)
    (found,) = parking.list_parked(beta.store)
    with acting(Metadata(actor="olga", role="operator")):
        stream = parking.dismiss(beta.store, found.id, " sent by mistake ", "olga")
    with beta.store.recorder.transaction() as transaction:
        assert isinstance(transaction, PostgresTransaction)
        (record,) = transaction.stream(stream)
    recorded = to_recorded_event(record)
    assert record.topic == "beta.parked-message.dismissed"
    assert (recorded.metadata.actor, json.loads(record.state)["reason"]) == ("olga", "sent by mistake")
    with pytest.raises(parking.NotParked):
        retrying.retry(consumer, found.id)
    with pytest.raises(parking.NotParked):
        parking.dismiss(beta.store, found.id, "again", "olga")


@pytest.mark.parametrize("kind", ["org.travessia.alpha.counter.revoked.v1", "org.travessia.alpha.counter.revoked.v9"])
def test_no_version_of_what_a_right_hangs_on_is_dismissed(net: Net, alpha: Alpha, beta: Beta, kind: str) -> None:
    park(net, alpha, beta, 7, kind=kind)
    (found,) = parking.list_parked(beta.store)
    assert not found.dismissible
    with pytest.raises(parking.CannotBeDismissed):
        parking.dismiss(beta.store, found.id, "inconvenient", "olga")


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [("  ", dismissals.ReasonMissing), ("x" * 501, dismissals.ReasonMissing),
     ("ask ana@example.org", dismissals.ReasonNamesSomebody)],
)  # fmt: skip
def test_a_reason_is_needed_and_names_nobody(
    net: Net, alpha: Alpha, beta: Beta, reason: str, refusal: type[Exception]
) -> None:
    park(net, alpha, beta, 7)
    (found,) = parking.list_parked(beta.store)
    with pytest.raises(refusal):
        parking.dismiss(beta.store, found.id, reason, "olga")
    assert len(parking.list_parked(beta.store)) == 1


def test_what_was_no_message_can_only_be_dismissed(net: Net, beta: Beta, consumer: Consumer) -> None:
    with net.postgres.connect("beta") as connection:
        connection.execute(
            "INSERT INTO parked (channel, partition, digest, size, reason, attempts)"
            " VALUES ('events', 1, '\\x00', 1, 'undecodable: json', 1)"
        )
    (found,) = parking.list_parked(beta.store)
    with pytest.raises(parking.CannotBeRetried):
        retrying.retry(consumer, found.id)
    with pytest.raises(parking.CannotBeRetried):
        parking.request_retry(beta.store, found.id, "olga")
    parking.dismiss(beta.store, found.id, "noise", "olga")
    assert parking.list_parked(beta.store) == []


def test_a_number_that_does_not_exist(beta: Beta, consumer: Consumer, net: Net) -> None:
    for attempt in (
        lambda: parking.show(beta.store, 999_999),
        lambda: retrying.retry(consumer, 999_999),
        lambda: parking.dismiss(beta.store, 999_999, "why", "olga"),
        lambda: parking.request_retry(beta.store, 999_999, "olga"),
    ):
        with pytest.raises(parking.NotParked):
            attempt()
