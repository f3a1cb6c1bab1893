"""Keeps a store askable: nobody is told when the exchange or the binding of its questions is deleted."""

from __future__ import annotations

import threading

from kombu import Connection, Exchange, Queue

from infra.messaging.topology import RPC_EXCHANGE
from infra.observability.logs import logger

EVERY = 10.0
TIMEOUT = 5.0


def keep(store: str, amqp_uri: str, stopping: threading.Event) -> None:
    """Declare again, every ten seconds until `stopping`, what nameko declares only when it connects."""
    while not stopping.wait(EVERY):
        limits = {"read_timeout": TIMEOUT, "write_timeout": TIMEOUT}
        connection = Connection(amqp_uri, connect_timeout=TIMEOUT, transport_options=limits)
        try:
            with connection:
                questions(store).bind(connection.channel()).declare()
        except (OSError, *connection.connection_errors, *connection.channel_errors) as error:
            logger().warning("reachable.not_declared", store=store, error=type(error).__name__)


def questions(store: str) -> Queue:
    """nameko's queue of a service, as nameko itself declares it."""
    exchange = Exchange(RPC_EXCHANGE, type="topic", durable=True)
    return Queue(f"rpc-{store}", exchange=exchange, routing_key=f"{store}.*", durable=True)
