"""A key database restored from before an erasure: not ready, nothing readable, and the key is destroyed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from infra.composition import close_store, open_store
from infra.database import connect
from infra.erasure.agreement import KeysDisagree, agrees
from infra.messaging.wiring import erasing
from infra.observability.health import Health
from infra.sealed import ERASED, AccessContext
from scripts.services import definition
from services.intake.people.domain.person import Person
from tests.integration.commands.running import Run
from tests.integration.erasure.network import Network

OPENING = AccessContext("lia", "social_worker", "care", "LB_PUBLIC_POLICY")
COPY = "SELECT key_id, kek_id, wrapped FROM private_keys WHERE key_id = ANY(%s)"


@pytest.fixture
def restored(net: Network) -> Iterator[str]:
    """Somebody erased, and the keys and ciphertexts back again as an older backup has them."""
    person = net.person(civil_name="Canária Restaurada").id
    node = net.nodes["intake"]
    owner = node.settings.stores["intake"].database("migrate_keys")
    (key,) = node.rows("SELECT key_id FROM subject_keys WHERE subject_id = %s", person)[0]
    sealed = node.rows("SELECT field, salt, ciphertext FROM sealed_values WHERE key_id = %s", key)
    with connect(owner) as keys:
        backup = keys.execute(COPY, ([key],)).fetchall()
    net.erased(person)
    with connect(owner) as keys:
        for key_id, kek, wrapped in backup:
            keys.execute("UPDATE private_keys SET wrapped = %s, kek_id = %s WHERE key_id = %s", (wrapped, kek, key_id))
    for field, salt, ciphertext in sealed:
        node.rows(
            "UPDATE sealed_values SET salt = %s, ciphertext = %s WHERE key_id = %s AND field = %s",
            salt, ciphertext, key, field,
        )  # fmt: skip
    yield person
    node.hands.destroy([key])
    node.hands.empty_sealed_values([key])


def test_nothing_is_ready_and_nothing_readable_until_it_is_gone_again(
    net: Network, restored: str, travessia: Callable[..., Run]
) -> None:
    node = net.nodes["intake"]
    health = Health({"intake keys": lambda: agrees(node.store)}, confidential=False)
    assert health.answer("GET", "/health/ready")[0] == 503
    with pytest.raises(KeysDisagree):
        agrees(node.store)
    with node.store.begin() as unit:
        assert unit.open(unit.get(Person, UUID(restored)).civil_name, OPENING) is ERASED
    assert node.erasing.check(node.erasure(restored).id) == {"keys": 1, "sealed-values": 1}
    assert travessia("erase", "status", "intake", "--check", "--json").code == 3
    done = travessia("erase", "recheck", "intake", "--json")
    assert (done.code, done.document) == (0, {"store": "intake", "destroyed_again": 1})
    assert health.answer("GET", "/health/ready")[0] == 200
    assert node.erasing.check(node.erasure(restored).id) == {}
    with node.store.begin() as unit:
        events: list[Any] = [e.event for e in unit.history(node.erasure(restored).id)]
    assert type(events[-1]).TOPIC == "intake.erasure.key-destroyed-again"


def test_a_second_recheck_finds_nothing(net: Network, travessia: Callable[..., Run]) -> None:
    assert travessia("erase", "recheck", "intake", "--json").document["destroyed_again"] == 0
    listed = travessia("erase", "status", "intake")
    assert (listed.code, "to go on with" in listed.out) == (0, True)
    assert travessia("erase", "status", "nowhere").code == 2


def test_a_key_that_was_destroyed_cannot_be_added_again(net: Network) -> None:
    person = net.person(civil_name="Canária Única").id
    net.erased(person)
    (key,) = net.nodes["intake"].erasure(person).order.key_ids
    with pytest.raises(Exception, match="duplicate key"):
        net.nodes["intake"].store.vault.keys.add({key: b"0" * 32})


def test_a_worker_starts_while_the_key_database_is_away(net: Network) -> None:
    node = net.nodes["intake"]
    mine = node.settings.stores["intake"]
    away = {role: replace(mine.databases[role], port=1) for role in ("keys", "destroy")}
    settings = replace(node.settings, stores={"intake": replace(mine, databases={**mine.databases, **away})})
    store = open_store(definition("intake"), settings)
    try:
        assert erasing(store, settings).hands is not None
        agrees(store)
    finally:
        close_store(store)
