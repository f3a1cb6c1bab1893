"""After a restore: keys whose destruction is in the ledger must not be there, and are destroyed again if they are."""

from __future__ import annotations

import json
from uuid import UUID

from infra.erasure.erasure import erasure_of
from infra.erasure.hands import Hands
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.observability.logs import logger
from infra.refusals import Unavailable

LEDGER = "SELECT originator_id, state FROM stored_events WHERE topic LIKE '%%.erasure.key-destroyed'"
MARKED = "SELECT key_id FROM destroyed_keys"
MARK = "INSERT INTO destroyed_keys (key_id, erasure) VALUES (%s, %s) ON CONFLICT DO NOTHING"


class KeysDisagree(Exception):
    """The key database holds keys that the ledger says were destroyed: an older backup of it was restored."""

    def __init__(self, store: str, count: int) -> None:
        super().__init__(f"{store}: {count} destroyed keys are back; run `travessia erase recheck {store}`")


def destroyed(store: EventStore) -> dict[UUID, UUID]:
    """Every key whose destruction is in the ledger, with the erasure that did it."""
    if isinstance(store.recorder, MemoryRecorder):
        return {}
    with store.begin() as unit:
        return {UUID(json.loads(bytes(state))["key_id"]): erasure for erasure, state in unit.query(LEDGER)}


def returned(store: EventStore) -> dict[UUID, UUID]:
    """Destroyed keys that the key database has all the same. Raises Unavailable."""
    known = destroyed(store)
    back = store.vault.keys.kept(known) if known else set()
    return {key_id: known[key_id] for key_id in back}


def agrees(store: EventStore) -> None:
    """For readiness. Raises KeysDisagree. While the key database is away nothing can be opened: that is no reason."""
    try:
        back = returned(store)
    except Unavailable as away:
        if away.dependency.endswith("_keys"):
            return
        raise
    if back:
        raise KeysDisagree(store.name, len(back))


def restore_agreement(store: EventStore, hands: Hands) -> int:
    """Destroy again what has come back, and say so in the ledger; how many. Raises Unavailable."""
    known, back = destroyed(store), returned(store)
    if not known:
        return 0
    hands.destroy(list(back))
    with acting(Metadata(actor=f"urn:travessia:{store.name}", role="erasure")), store.begin() as unit:
        marked = {key_id for (key_id,) in unit.query(MARKED)}
        for key_id in known.keys() - marked:
            unit.first(Statement(MARK, (key_id, known[key_id])))
        for key_id, erasure_id in back.items():
            erasure = unit.get(erasure_of(store.name), erasure_id)
            erasure.key_destroyed_again(key_id)
            unit.save(erasure)
        unit.commit()
    for erasure_id in {*back.values()}:
        _empty_again(store, hands, erasure_id)
    if back:
        logger().critical("erasure.keys_destroyed_again", store=store.name, count=len(back))
    return len(back)


def _empty_again(store: EventStore, hands: Hands, erasure_id: UUID) -> None:
    """A restore of an older store database brings ciphertexts back as well."""
    with store.begin() as unit:
        order = unit.get(erasure_of(store.name), erasure_id).order
    hands.empty_sealed_values(order.key_ids)
    hands.empty_published(order.subject)
