"""The broker's definitions: exchanges, queues, bindings and who may do what, in RabbitMQ's own export format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from infra.messaging.topology import (
    EXCHANGES,
    PARTITIONS,
    RPC_EXCHANGE,
    VHOSTS,
    ZONE_OF_CHANNEL,
    Inbox,
    Zone,
    queue_arguments,
)

Entries = list[dict[str, Any]]
UUID_KEY = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NOTHING = "^-$"
WORD = "[a-z0-9-]+"
QUERIES = {False: "(published_after|heads)", True: "(statistics_after|statistics_heads)"}


@dataclass(frozen=True)
class Node:
    """A store as the broker sees it: its user (named like the store), what it publishes and what it listens to."""

    store: str
    zone: Zone
    publishes: frozenset[str]
    inboxes: tuple[Inbox, ...] = ()

    @property
    def vhost(self) -> str:
        return VHOSTS[self.zone]


def definitions(nodes: Iterable[Node]) -> dict[str, Entries]:
    """`exchanges`, `queues`, `bindings`, `permissions`, `topic_permissions` for `load_definitions`.

    Nobody writes to the default exchange, so no user can put a message into another's queue; each store
    writes only keys of its own; only a listener of the statistics channel can read that exchange.
    """
    found: dict[str, Entries] = {
        "exchanges": [_exchange(EXCHANGES[c], VHOSTS[zone]) for c, zone in ZONE_OF_CHANNEL.items()]
        + [_exchange(RPC_EXCHANGE, vhost) for vhost in VHOSTS.values()],
        "queues": [], "bindings": [], "permissions": [], "topic_permissions": [],
    }  # fmt: skip
    for node in nodes:
        found["permissions"].append(_permission(node))
        found["topic_permissions"] += _topic_permissions(node)
        for inbox in node.inboxes:
            for partition in range(PARTITIONS):
                found["queues"].append(_queue(inbox, partition, node.vhost))
                found["bindings"] += _bindings(inbox, partition, node.vhost)
    return found


def _exchange(name: str, vhost: str) -> dict[str, Any]:
    return {
        "name": name, "vhost": vhost, "type": "topic", "durable": True,
        "auto_delete": False, "internal": False, "arguments": {},
    }  # fmt: skip


def _queue(inbox: Inbox, partition: int, vhost: str) -> dict[str, Any]:
    return {
        "name": inbox.queue(partition), "vhost": vhost, "durable": True,
        "auto_delete": False, "arguments": queue_arguments(),
    }  # fmt: skip


def _bindings(inbox: Inbox, partition: int, vhost: str) -> Entries:
    return [
        {
            "source": inbox.exchange, "vhost": vhost, "destination": inbox.queue(partition),
            "destination_type": "queue", "routing_key": key, "arguments": {},
        }
        for key in inbox.keys(partition)
    ]  # fmt: skip


def _permission(node: Node) -> dict[str, Any]:
    own = [rf"{node.store}\.(inbox|statistics)\.p[0-7]", f"rpc-{node.store}", rf"rpc\.reply-{node.store}-.*"]
    writes = {EXCHANGES[channel] for channel in node.publishes} | {RPC_EXCHANGE}
    reads = {inbox.exchange for inbox in node.inboxes} | {RPC_EXCHANGE}
    return {
        "user": node.store,
        "vhost": node.vhost,
        # Exchanges too, so that a deleted one is declared again by whoever needs it, without an operator.
        "configure": _any([*own, *_escaped(writes | reads)]),
        "write": _any([*own, *_escaped(writes)]),
        "read": _any([*own, *_escaped(reads)]),
    }


def _topic_permissions(node: Node) -> Entries:
    listened = {inbox.channel: inbox.sources for inbox in node.inboxes}
    entries = []
    for channel in sorted(node.publishes | listened.keys()):
        writes = [rf"{node.store}\.{WORD}\.{WORD}\.p[0-7]"] if channel in node.publishes else []
        reads = [rf"{source}\.\*\.\*\.p[0-7]" for source in sorted(listened.get(channel, ()))]
        entries.append(_topic(node, EXCHANGES[channel], writes, reads))
    asks = [rf"{s}\.{QUERIES[c == 'statistics']}" for c, sources in listened.items() for s in sorted(sources)]
    entries.append(_topic(node, RPC_EXCHANGE, [*asks, UUID_KEY], [rf"{node.store}\.\*", UUID_KEY]))
    return entries


def _topic(node: Node, exchange: str, writes: list[str], reads: list[str]) -> dict[str, Any]:
    return {"user": node.store, "vhost": node.vhost, "exchange": exchange, "write": _any(writes), "read": _any(reads)}


def _escaped(names: set[str]) -> list[str]:
    return [name.replace(".", r"\.") for name in sorted(names)]


def _any(patterns: list[str]) -> str:
    return f"^({'|'.join(patterns)})$" if patterns else NOTHING
