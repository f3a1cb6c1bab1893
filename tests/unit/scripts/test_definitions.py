"""What the broker boots with."""

import re
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest

from scripts.broker import broker_definitions
from scripts.stack import credentials
from scripts.stack.definitions import definitions, password_hash
from scripts.stack.layout import Layout
from scripts.stack.stores import STORES, Store, store_named


def permission(store: Store) -> dict[str, str]:
    (found,) = [entry for entry in broker_definitions()["permissions"] if entry["user"] == store.name]
    return found


def may(store: Store, right: str, name: str) -> bool:
    return re.search(permission(store)[right], name) is not None


def test_a_wiped_broker_gets_its_users_and_vhosts_back(tmp_path: Path) -> None:
    layout = Layout(root=tmp_path)
    layout.make()
    document = definitions(credentials.ensure(layout))
    assert {vhost["name"] for vhost in document["vhosts"]} == {"travessia", "travessia-confidential"}
    users = {user["name"] for user in document["users"]}
    assert users == {"travessia_operator", *(store.name for store in STORES)}
    assert "guest" not in users


def test_a_password_is_stored_as_rabbitmq_hashes_it() -> None:
    raw = b64decode(password_hash("secret", b"salt"))
    assert raw == b"salt" + sha256(b"saltsecret").digest()


@pytest.mark.parametrize("store", STORES, ids=lambda store: store.name)
def test_a_store_touches_its_own_queues_only(store: Store) -> None:
    for other in STORES:
        assert may(store, "read", f"{other.name}.inbox.p3") is (other is store)


def test_the_zones_have_exchanges_of_their_own() -> None:
    assert may(store_named("intake"), "write", "travessia.events")
    assert not may(store_named("intake"), "write", "travessia.confidential")
    assert may(store_named("notices"), "write", "travessia.confidential")
    assert not may(store_named("notices"), "write", "travessia.events")
    assert permission(store_named("notices"))["vhost"] == "travessia-confidential"


def test_demographic_codes_are_written_by_intake_and_read_by_analytics() -> None:
    assert [store.name for store in STORES if may(store, "write", "travessia.statistics")] == ["intake"]
    assert [store.name for store in STORES if may(store, "read", "travessia.statistics")] == ["analytics"]
