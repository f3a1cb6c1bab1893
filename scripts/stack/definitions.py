"""What the broker boots with, so that a wiped one comes back whole: users, vhosts, permissions, and the topology."""

import base64
import hashlib
import importlib
import importlib.util
import secrets
from collections.abc import Callable
from typing import Any, cast

from scripts.stack.credentials import OPERATOR, Credentials
from scripts.stack.stores import STORES, VHOSTS, Store

Definitions = dict[str, list[dict[str, Any]]]

# A module may add to the definitions: `broker_definitions() -> {"exchanges": [...], "queues": [...],
# "bindings": [...], "policies": [...], "topic_permissions": [...]}`, in RabbitMQ's own export format.
HOOK_MODULE, HOOK = "scripts.broker", "broker_definitions"

# Demographic codes: written by intake, read by analytics, by no other credential.
STATISTICS = "travessia.statistics"


def definitions(credentials: Credentials) -> Definitions:
    """The whole document for `load_definitions`."""
    base: Definitions = {
        "users": [
            _user(credentials, OPERATOR, ["administrator"]),
            *(_user(credentials, store.name, []) for store in STORES),
        ],
        "vhosts": [{"name": vhost} for vhost in VHOSTS.values()],
        "permissions": [
            *(_everything(OPERATOR, vhost) for vhost in VHOSTS.values()),
            *(permission(store) for store in STORES),
        ],
    }
    for section, entries in _topology().items():
        base.setdefault(section, []).extend(entries)
    return base


def permission(store: Store) -> dict[str, str]:
    """A store's rights on its vhost: its own queues, its zone's exchanges, and nothing of another store's."""
    events = "travessia\\.(events|feed)" if store.zone == "open" else "travessia\\.confidential"
    own = [f"{store.name}\\..*", f"rpc-{store.name}", f"rpc\\.reply-({store.name}|standalone_rpc_proxy)-.*"]
    shared = [events, "nameko-rpc"]
    statistics = [STATISTICS.replace(".", "\\.")]
    writes = statistics if store.name == "intake" else []
    reads = statistics if store.name == "analytics" else []
    return {
        "user": store.name,
        "vhost": store.vhost,
        "configure": _pattern([*own, *shared, *writes, *reads]),
        "write": _pattern([*own, *shared, *writes, "amq\\.default"]),
        "read": _pattern([*own, *shared, *reads]),
    }


def _pattern(names: list[str]) -> str:
    return f"^({'|'.join(names)})$"


def _everything(user: str, vhost: str) -> dict[str, str]:
    return {"user": user, "vhost": vhost, "configure": ".*", "write": ".*", "read": ".*"}


def _user(credentials: Credentials, name: str, tags: list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "password_hash": password_hash(credentials.broker_password(name), secrets.token_bytes(4)),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": tags,
    }


def password_hash(password: str, salt: bytes) -> str:
    """RabbitMQ's salted hash: base64(salt + sha256(salt + password)), four bytes of salt."""
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _topology() -> Definitions:
    if importlib.util.find_spec("infra") is None or importlib.util.find_spec("infra.messaging") is None:
        return {}
    if importlib.util.find_spec(HOOK_MODULE) is None:
        return {}
    hook = getattr(importlib.import_module(HOOK_MODULE), HOOK, None)
    return cast(Callable[[], Definitions], hook)() if hook else {}
