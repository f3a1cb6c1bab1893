"""Every sealed field against the commitment in its event: is its ciphertext there, and the one that was sealed?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from infra.database import Connection
from infra.eventstore.ledger import commitment
from infra.eventstore.records import StoredRecord
from infra.ledger.audit.findings import Kind, Report

MARK = b'"commitment"'
REFERENCE = {"stream", "version", "field", "key_id", "commitment"}
DESTROYED, AUTHORISED = ".erasure.key-destroyed", ".erasure.erasure-authorised"
APPROVERS = 2
PAGE = 500
FOUND = """SELECT w.place, v.key_id::text, v.salt, v.ciphertext, k.public_key
             FROM unnest(%s::int[], %s::uuid[], %s::bigint[], %s::text[], %s::uuid[])
                  AS w(place, stream, version, field, key_id)
             LEFT JOIN sealed_values v
                    ON v.originator_id = w.stream AND v.originator_version = w.version AND v.field = w.field
             LEFT JOIN subject_keys k ON k.key_id = w.key_id
            ORDER BY w.place"""


@dataclass(frozen=True)
class Promise:
    """What an event says of one of its sealed fields."""

    position: int
    stream: str
    version: int
    field: str
    key_id: str
    commitment: str

    @property
    def name(self) -> str:
        return f"position {self.position} (stream {self.stream}, version {self.version}), field {self.field}"


@dataclass
class SealedCheck:
    """Collects the promises of all events, then holds the ciphertexts against them."""

    report: Report
    promises: list[Promise] = field(default_factory=list)
    destroyed: dict[str, int] = field(default_factory=dict)
    authorised: dict[str, int] = field(default_factory=dict)

    def look(self, record: StoredRecord) -> None:
        """A state that is not JSON any more was changed, which its leaf shows."""
        erasing = record.topic.endswith((DESTROYED, AUTHORISED))
        if MARK not in record.state and not erasing:
            return
        try:
            state = json.loads(record.state)
        except (ValueError, RecursionError):
            return
        self.promises.extend(_promises(state, record))
        if erasing and isinstance(state, dict):
            self._erasure(record, state)

    def _erasure(self, record: StoredRecord, state: dict[str, Any]) -> None:
        if record.topic.endswith(DESTROYED):
            self.destroyed.setdefault(str(state.get("key_id")), record.position)
        if len(set(state.get("authorised_by") or ())) < APPROVERS:
            return
        for key_id in state.get("key_ids") or ():
            self.authorised.setdefault(str(key_id), record.position)

    def finish(self, connection: Connection) -> None:
        places = {promise.commitment: promise for promise in self.promises}
        for at in range(0, len(self.promises), PAGE):
            page = self.promises[at : at + PAGE]
            values = [
                list(range(len(page))), [p.stream for p in page], [p.version for p in page], [p.field for p in page],
                [p.key_id for p in page],
            ]  # fmt: skip
            for place, *found in connection.execute(FOUND, values, binary=True).fetchall():
                self.report.sealed += 1
                self._check(page[place], places, *found)

    def _check(
        self, promise: Promise, places: dict[str, Promise], key_id: str | None, salt: bytes | None,
        ciphertext: bytes | None, public_key: bytes | None,
    ) -> None:  # fmt: skip
        if ciphertext is None or salt is None:
            return self._missing(promise)
        found = commitment(bytes(salt), bytes(public_key or b""), bytes(ciphertext))
        if (found, key_id) == (promise.commitment, promise.key_id):
            return None
        other = places.get(found)
        if other is not None and other is not promise:
            text = f"{promise.name}: the ciphertext is that of {other.name}"
            return self.report.add(Kind.SEALED_SWAPPED, text, promise.position)
        text = f"{promise.name}: the ciphertext or its key is not the one that was sealed"
        return self.report.add(Kind.SEALED_CHANGED, text, promise.position)

    def _missing(self, promise: Promise) -> None:
        destroyed = self.destroyed.get(promise.key_id)
        if destroyed is None:
            text = f"{promise.name}: the ciphertext is gone and no erasure says so"
            return self.report.add(Kind.SEALED_MISSING, text, promise.position)
        if self.authorised.get(promise.key_id, destroyed) >= destroyed:
            text = f"{promise.name}: erased at position {destroyed} without an authorisation before it"
            return self.report.add(Kind.SEALED_MISSING, text, promise.position)
        self.report.erased += 1
        return None


def _promises(value: Any, record: StoredRecord) -> Iterator[Promise]:
    """References of this very event, at any depth; those to fields of earlier events were looked at there."""
    if isinstance(value, dict):
        if value.keys() >= REFERENCE:
            if (value["stream"], value["version"]) == (str(record.stream), record.version):
                with suppress(ValueError):
                    key_id = str(UUID(str(value["key_id"])))
                    promised = str(value["field"]), key_id, str(value["commitment"])
                    yield Promise(record.position, str(record.stream), record.version, *promised)
            return
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _promises(item, record)
