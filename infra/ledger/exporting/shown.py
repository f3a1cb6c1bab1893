"""One store's part of a bundle: its checkpoints, the events of some streams, and a proof for each of them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from infra import veil
from infra.database import Connection
from infra.eventstore.ledger import EPOCH
from infra.eventstore.veiling import unveiled_metadata, unveiled_state
from infra.ledger import records
from infra.ledger.checkpoints import Checkpoint, origin_of
from infra.ledger.keys import VerifierKey
from infra.ledger.leaves import leaves_of
from infra.ledger.merkle import ProofRefused
from infra.ledger.tree import Tree

MOST_CHECKPOINTS = 16
STREAM = """SELECT originator_id, originator_version, topic, state, metadata, notification_id, recorded_at, log_id
              FROM stored_events WHERE originator_id = %s ORDER BY originator_version"""
SEALED = """SELECT s.field, s.key_id, k.public_key, s.salt, s.ciphertext
              FROM sealed_values s LEFT JOIN subject_keys k USING (key_id)
             WHERE originator_id = %s AND originator_version = %s ORDER BY s.field"""
ERASURES = """SELECT originator_id, originator_version, topic, state, metadata, notification_id, recorded_at, log_id
                FROM stored_events
               WHERE (topic LIKE '%%.erasure.erasure-authorised' OR topic LIKE '%%.erasure.key-destroyed')
                 AND convert_from(state, 'UTF8') LIKE ANY (%s) ORDER BY notification_id"""


class NothingToExport(Exception):
    """There is no checkpoint yet, or none that covers a stream; the text says which."""


class StoreExport:
    """Reads one store's log as it stands under its newest checkpoint. The connection is that of the audit role.

    Nothing is held against the leaves here: what somebody changed in the database is shown as it is, and the verifier
    finds it. Raises ProofRefused when the tree itself has a hole.
    """

    def __init__(self, store: str, connection: Connection, key: VerifierKey, *, confidential: bool) -> None:
        self.store, self.connection, self.key, self.confidential = store, connection, key, confidential
        self.tree = Tree(connection, leaves_of(connection, confidential=confidential))
        self.origin = origin_of(store, records.log_id(connection))
        newest = records.latest(connection, self.origin)
        if newest is None or newest.checkpoint.size == 0:
            raise NothingToExport(f"{store} has no signed checkpoint of anything yet")
        self.newest: Checkpoint = newest.checkpoint

    def document(self, streams: Iterable[UUID], since: Sequence[int] = (), leaves: str = "") -> dict[str, Any]:
        """The store's entry in `bundle.json`. `since` are sizes of checkpoints that the auditor kept."""
        shown = [self._stream(stream) for stream in streams]
        gone = {s["key_id"] for e in shown for r in e["records"] for s in r["sealed"] if s["ciphertext"] is None}
        sizes = self._sizes(since)
        return {
            "store": self.store,
            "origin": self.origin,
            "vkey": str(self.key),
            "checkpoints": [self._note(size) for size in sizes],
            "consistency": [self._growth(old, new) for old, new in pairwise(sizes)],
            "streams": shown,
            "erasures": self._erasures(gone),
            "leaves": leaves,
        }

    def _sizes(self, since: Sequence[int]) -> list[int]:
        """The first checkpoint, those asked for, and the newest ones. A log that was empty at first signed that, too:
        nothing can be proved to grow from no leaves (RFC 9162, 2.1.4).
        """
        signed = [found.checkpoint.size for found in records.signed(self.connection, self.origin)]
        signed = [size for size in signed if size]
        unknown = sorted(set(since) - set(signed))
        if unknown:
            raise NothingToExport(f"{self.store} has signed no checkpoint of {unknown[0]} leaves")
        return sorted({signed[0], *since, *signed[-MOST_CHECKPOINTS:]})

    def _note(self, size: int) -> str:
        found = records.at_size(self.connection, self.origin, size)
        return found.text if found else ""

    def _growth(self, old: int, new: int) -> dict[str, Any]:
        return {"from": old, "to": new, "proof": [_b64(each) for each in self.tree.consistency(old, new)]}

    def _stream(self, stream: UUID) -> dict[str, Any]:
        rows = self.connection.execute(STREAM.encode(), (stream,)).fetchall()
        covered = [record for row in rows if (record := self._record(row))]
        if not covered:
            raise NothingToExport(f"{self.store} has no stream {stream} under its newest checkpoint")
        return {"stream": str(stream), "head_version": covered[-1]["version"], "records": covered}

    def _record(self, row: tuple[Any, ...]) -> dict[str, Any] | None:
        """An event with its proof; None while no checkpoint covers it."""
        stream, version, topic, state, metadata, position, at, log_id = row
        index = self.tree.leaves.index_of(position)
        if index is None or index >= self.newest.size:
            return None
        return {
            "stream": str(stream),
            "version": version,
            "position": position,
            "log_id": str(log_id),
            "recorded_at_us": (at - EPOCH) // (EPOCH.resolution),
            "topic": topic,
            "metadata": metadata,
            "state": bytes(state).decode(errors="replace"),
            "index": index,
            "proof": [_b64(each) for each in self.tree.inclusion(index, self.newest.size)],
            "sealed": self._sealed(stream, version),
        }

    def _sealed(self, stream: UUID, version: int) -> list[dict[str, Any]]:
        rows = self.connection.execute(SEALED.encode(), (stream, version), binary=True).fetchall()
        return [
            {
                "stream": str(stream),
                "version": version,
                "field": field,
                "key_id": str(key_id),
                "public_key": _b64(public),
                "salt": _b64(salt),
                "ciphertext": _b64(ciphertext),
            }
            for field, key_id, public, salt, ciphertext in rows
        ]

    def _erasures(self, keys: set[str]) -> list[dict[str, Any]]:
        """What makes gaps lawful: the authorisations and destructions that name these keys."""
        if not keys:
            return []
        rows = self.connection.execute(ERASURES.encode(), ([f"%{key}%" for key in sorted(keys)],)).fetchall()
        return [record for row in rows if (record := self._record(row))]


def _b64(raw: bytes | None) -> Any:
    return None if raw is None else base64.b64encode(raw).decode()


def named_in(connection: Connection, case: UUID) -> list[UUID]:
    """The streams that a case consists of in one store: its own, and those whose first event names it."""
    rows = connection.execute(
        "SELECT DISTINCT originator_id FROM stored_events WHERE originator_version = 1"
        " AND (originator_id = %s OR convert_from(state, 'UTF8') LIKE %s) ORDER BY originator_id",
        (case, f'%"{case}"%'),
    ).fetchall()
    return [row[0] for row in rows]


def readable(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The events of a store's entry with their JSON parsed, for people; what is no JSON any more is shown as text."""
    for entry in document["streams"]:
        for record in entry["records"]:
            yield record | _unveiled({name: _parsed(record[name]) for name in ("state", "metadata")}, record)


def _unveiled(parsed: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    """What a confidential store hides, for people too where the key is at hand; else it stays one hidden text."""
    place = UUID(record["stream"]), record["version"]
    try:
        state = unveiled_state(dict(parsed["state"]), *place)
        return {"state": state, "metadata": unveiled_metadata(parsed["metadata"], *place)}
    except (veil.VeilKeyMissing, veil.VeilTorn):
        return parsed


def _parsed(text: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {"text": text}


__all__ = ["NothingToExport", "ProofRefused", "StoreExport", "named_in", "readable"]
