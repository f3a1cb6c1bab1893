"""The own check of an erasure: looks into every table and into the key database, and believes no earlier step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.erasure.places import MENTIONS
from infra.eventstore.ledger import leaf_hash
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.postgres import PostgresTransaction
from infra.eventstore.unit_of_work import UnitOfWork

# Where ids of an erased subject stay, and why: the rest of the schema must not know them any more.
KEPT = {
    "stored_events": "the log: ids, codes and commitments, which the leaves hash",
    "published": "the public log: ids and codes of what happened; what else it told is looked for by itself",
    "sealed_values": "the place of a value stays, empty; salts and ciphertexts are looked for by themselves",
    "subject_keys": "the public key stays, so that nobody seals anything for the subject under a new one",
    "view_erasures": "the list of erasures itself",
}
TABLES = """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'm')
               AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1"""
CIPHERTEXTS = "SELECT count(*) FROM sealed_values WHERE key_id = ANY(%s) AND num_nonnulls(salt, ciphertext) > 0"
TOLD = """SELECT count(*) FROM published WHERE partition = %s AND message ->> 'subject' = %s
            AND published_tells(channel, message) AND message -> 'data' <> '{}'::jsonb"""
# The whole of a large read model is looked through: slower than any command, and holding no lock.
PATIENCE = "SELECT set_config('statement_timeout', '10min', true)"
LEAVES = "SELECT position, leaf FROM ledger_leaves WHERE position = ANY(%s)"


def remaining(unit: UnitOfWork, erasure: Any) -> dict[str, int]:
    """What is still there of a subject, by place; empty when nothing is. Raises Unavailable."""
    order = erasure.order
    found = {
        "keys": len(unit.store.vault.keys.kept(order.key_ids)),
        "undestroyed-keys": len(erasure.keys_left),
        **(_memory(unit, order.key_ids) if _in_memory(unit) else _tables(unit, order)),
    }
    return {place: count for place, count in found.items() if count}


def _in_memory(unit: UnitOfWork) -> bool:
    return isinstance(unit.store.recorder, MemoryRecorder)


def _memory(unit: UnitOfWork, key_ids: tuple[UUID, ...]) -> dict[str, int]:
    assert isinstance(unit.store.recorder, MemoryRecorder)
    left = [c for c in unit.store.recorder.sealed.values() if c.key_id in key_ids and (c.salt or c.ciphertext)]
    return {"sealed-values": len(left)}


def _tables(unit: UnitOfWork, order: Any) -> dict[str, int]:
    unit.query(PATIENCE)
    kept = {view.table for view in unit.store.views.all if view.kept_because}
    looked_at = [table for (table,) in unit.query(TABLES) if not _is_kept(table) and table not in kept]
    rows = {
        t: int(unit.query(f"SELECT count(*) FROM {t} WHERE {t}::text {MENTIONS}", (order.ids,))[0][0])
        for t in looked_at
    }
    return {
        **rows,
        "sealed-values": int(unit.query(CIPHERTEXTS, (list(order.key_ids),))[0][0]),
        "published": int(unit.query(TOLD, (order.subject.bytes[-1] % 8, str(order.subject)))[0][0]),
        "broken-leaves": sum(_broken(unit, stream) for stream in order.ids),
    }


def _is_kept(table: str) -> bool:
    return table in KEPT or table.startswith("view_erasures_v")


def _broken(unit: UnitOfWork, stream: UUID) -> int:
    """Events whose leaf is no longer what was hashed: erasing must not have touched one."""
    assert isinstance(unit.transaction, PostgresTransaction)
    records = unit.transaction.stream(stream)
    leaves = {position: bytes(leaf) for position, leaf in unit.query(LEAVES, ([r.position for r in records],))}
    return sum(leaves.get(record.position) != leaf_hash(record) for record in records)
