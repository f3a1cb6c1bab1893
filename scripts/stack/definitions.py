"""What the broker boots with, so that a wiped one comes back whole: users, vhosts, permissions, and the topology."""

import base64
import hashlib
import secrets
from typing import Any

from scripts.broker import broker_definitions
from scripts.stack.credentials import OPERATOR, Credentials
from scripts.stack.stores import STORES, VHOSTS

Definitions = dict[str, list[dict[str, Any]]]


def definitions(credentials: Credentials) -> Definitions:
    """The whole document for `load_definitions`; what stores may do, their code says."""
    base: Definitions = {
        "users": [
            _user(credentials, OPERATOR, ["administrator"]),
            *(_user(credentials, store.name, []) for store in STORES),
        ],
        "vhosts": [{"name": vhost} for vhost in VHOSTS.values()],
        "permissions": [_everything(OPERATOR, vhost) for vhost in VHOSTS.values()],
    }
    for section, entries in broker_definitions().items():
        base.setdefault(section, []).extend(entries)
    return base


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
