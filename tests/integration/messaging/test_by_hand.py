"""Permanent test 5: duplicated, reordered and withheld messages, and what is no message at all."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from kombu import Connection, Producer

from infra.messaging.batches import Consumer
from infra.messaging.history import DirectSources, Heads
from infra.messaging.topology import routing_key
from infra.refusals import Unavailable
from tests.integration.messaging.conftest import Net
from tests.integration.messaging.running import consuming
from tests.integration.messaging.servers import eventually
from tests.integration.messaging.toys import Alpha, Beta

Messages = list[dict[str, Any]]
TYPE = "application/cloudevents+json"


def published(net: Net) -> Messages:
    with net.postgres.connect("alpha") as connection:
        return [row[0] for row in connection.execute("SELECT message FROM published ORDER BY position")]


def send(net: Net, messages: Messages, content_type: str = TYPE) -> None:
    confirmed = Connection(net.broker.uri(), transport_options={"confirm_publish": True})
    with confirmed as connection, Producer(connection.channel()) as producer:
        for message in messages:
            key = routing_key(message["type"], message["partition"])
            producer.publish(
                json.dumps(message), exchange="travessia.events", routing_key=key, content_type=content_type,
                content_encoding="utf-8",
            )  # fmt: skip


def reach(net: Net, consumer: Consumer, position: int) -> None:
    """Wait until the consumer has read its only partition up to there."""
    with net.postgres.connect("beta") as connection:
        query = "SELECT coalesce(max(last), 0) FROM inbox"
        eventually(lambda: (connection.execute(query).fetchone() or (0,))[0] >= position, what=f"position {position}")


class Silent(DirectSources):
    """Answers when asked for a gap, but never tells its heads, so that nothing but a message moves the consumer."""

    def heads(self, source: str, channel: str) -> Heads:
        raise Unavailable(source)


@pytest.mark.parametrize(
    ("order", "duplicates", "healed"),
    [
        pytest.param([*range(20), *range(20)], 20, 0, id="duplicated"),
        pytest.param([3, 1, 2, 0, *range(4, 20)], 20, 1, id="reordered"),
        pytest.param([*range(8), *range(12, 20)], 8, 1, id="withheld"),
    ],
)
def test_messages_in_another_order_than_published(
    net: Net, alpha: Alpha, beta: Beta, order: list[int], duplicates: int, healed: int
) -> None:
    counter = alpha.open()
    alpha.step(counter, *range(20))
    messages = published(net)
    with consuming(net, beta, Silent([alpha.store])) as consumer:
        send(net, [messages[index] for index in order])
        eventually(lambda: consumer.stats.messages["duplicate"] == duplicates, what="all messages are handled")
    assert beta.numbers(counter) == list(range(20))
    assert consumer.stats.messages["applied"] == 20
    assert consumer.stats.gaps_healed == healed


def test_an_unknown_type_is_skipped_and_an_unknown_major_waits(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = alpha.open()
    alpha.step(counter, 1, 2, 3)
    first, second, third = published(net)
    unknown = {**first, "type": "org.travessia.alpha.counter.painted.v1"}
    newer = {**second, "type": "org.travessia.alpha.counter.stepped.v2"}
    with consuming(net, beta, Silent([alpha.store])) as consumer:
        send(net, [unknown, newer, third])
        reach(net, consumer, int(third["position"]))
    assert consumer.stats.messages == {"skipped": 1, "parked": 2}
    with net.postgres.connect("beta") as connection:
        rows = connection.execute("SELECT split_part(reason, ' at ', 1) FROM parked ORDER BY position").fetchall()
    assert rows == [("failed: infra.messaging.subscribe.UnknownMajor",), ("behind",)]


def test_another_log_stops_the_source_and_moves_nothing(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = alpha.open()
    alpha.step(counter, 1, 2, 3)
    first, second, third = published(net)
    with consuming(net, beta, Silent([alpha.store])) as consumer:
        send(net, [first, {**second, "logid": str(uuid4())}, third])
        eventually(lambda: consumer.stats.messages["dropped"] == 1, what="the foreign message is let go")
        eventually(lambda: consumer.stats.messages["applied"] >= 1)
    assert consumer.stats.stopped_sources == {"alpha"}
    with pytest.raises(Unavailable):
        consumer.stats.check()


def test_what_is_no_message_is_parked_by_its_digest(net: Net, alpha: Alpha, beta: Beta) -> None:
    counter = alpha.open()
    alpha.step(counter, 1, 2)
    first, second = published(net)
    forged = {**first, "source": "urn:travessia:gamma"}
    with consuming(net, beta, Silent([alpha.store])) as consumer:
        send(net, [first], content_type="text/plain")
        send(net, [forged, {**first, "position": "x"}])
        send(net, [first, second])
        eventually(lambda: consumer.stats.messages["undecodable"] == 3, what="three undecodable messages")
        reach(net, consumer, int(second["position"]))
    assert beta.numbers(counter) == [1, 2]
    with net.postgres.connect("beta") as connection:
        rows = connection.execute("SELECT reason, message, size > 0, length(digest) FROM parked ORDER BY id").fetchall()
    assert rows == [
        ("undecodable: content-type", None, True, 32),
        ("undecodable: source", None, True, 32),
        ("undecodable: attributes", None, True, 32),
    ]


def test_what_follows_more_than_its_source_ever_published_is_parked_and_holds_nobody_up(
    net: Net, alpha: Alpha, beta: Beta
) -> None:
    counter = alpha.open()
    alpha.step(counter, 1, 2)
    first, second = published(net)
    ahead = {**second, "position": "1000", "previous": "999"}
    with consuming(net, beta, Silent([alpha.store])) as consumer:
        send(net, [first, ahead, second])
        reach(net, consumer, int(second["position"]))
        eventually(lambda: consumer.stats.messages["undecodable"] == 1, what="it is parked")
    assert beta.numbers(counter) == [1, 2]
    with net.postgres.connect("beta") as connection:
        rows = connection.execute("SELECT reason, message FROM parked").fetchall()
    assert rows == [("undecodable: ahead of its source", None)]
