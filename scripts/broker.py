"""What each store publishes and listens to, read off its code, for the broker's definitions."""

from __future__ import annotations

import importlib
import pkgutil

import contracts
from contracts.contract import Contract
from infra.messaging.definitions import Entries, Node, definitions
from infra.messaging.subscribe import Reactions
from scripts.services import definition, packages


def broker_definitions() -> dict[str, Entries]:
    """Exchanges, queues, bindings and permissions of all stores."""
    return definitions(node(name) for name in packages())


def node(name: str) -> Node:
    store = definition(name)
    return Node(name, store.zone, channels_of(name), Reactions(store.reactions).inboxes(name))


def channels_of(name: str) -> frozenset[str]:
    """The channels on which a store publishes: the contracts say it."""
    for module in pkgutil.iter_modules(contracts.__path__, "contracts."):
        importlib.import_module(module.name)
    return frozenset(c.CHANNEL for c in Contract.REGISTRY.values() if c.store() == name)
