"""What a store's broker user may do is what its reactions need, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from amqp.exceptions import AccessRefused
from kombu import Connection

from infra.messaging.topology import declare
from tests.integration.messaging.conftest import BETA, Net

REFUSED: dict[str, Callable[[Any], None]] = {
    "bind to the demographic codes": lambda c: c.queue_bind(
        "beta.inbox.p0", exchange="travessia.statistics", routing_key="alpha.*.*.p0"
    ),
    "bind to a source it does not listen to": lambda c: c.queue_bind(
        "beta.inbox.p0", exchange="travessia.events", routing_key="gamma.*.*.p0"
    ),
    "bind to everything": lambda c: c.queue_bind("beta.inbox.p0", exchange="travessia.events", routing_key="#"),
    "listen to the questions put to another": lambda c: c.queue_bind(
        "beta.inbox.p0", exchange="nameko-rpc", routing_key="alpha.*"
    ),
    "speak as another": lambda c: publish(c, "travessia.events", "alpha.counter.stepped.p0"),
    "write to a queue directly": lambda c: publish(c, "", "beta.inbox.p0"),
    "ask for demographic codes": lambda c: publish(c, "nameko-rpc", "alpha.statistics_after"),
    "read another's queue": lambda c: c.basic_get("alpha.inbox.p0"),
    "make a queue of its own": lambda c: c.queue_declare("spy"),
}


def publish(channel: Any, exchange: str, key: str) -> None:
    channel.basic_publish(channel.prepare_message(b"{}"), exchange=exchange, routing_key=key)
    channel.queue_declare("beta.inbox.p0", passive=True)  # a round trip, so that the refusal arrives


@pytest.mark.parametrize("act", [pytest.param(act, id=name) for name, act in REFUSED.items()])
def test_a_store_may_not(net: Net, act: Callable[[Any], None]) -> None:
    with Connection(net.broker.uri("beta")) as connection:
        channel = connection.channel()
        with pytest.raises(AccessRefused):
            act(channel)


def test_a_store_may_declare_its_own_and_ask_its_sources(net: Net) -> None:
    with Connection(net.broker.uri("beta")) as connection:
        declare(connection, BETA.inboxes[0], 0)
        channel = connection.channel()
        publish(channel, "travessia.events", "beta.follower.followed.p0")
        publish(channel, "nameko-rpc", "alpha.published_after")
        publish(channel, "nameko-rpc", str(uuid4()))
