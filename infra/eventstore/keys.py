"""Key pairs of data subjects: public parts in the store, private parts wrapped in a database of their own."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra import world
from infra.database import Database


@dataclass(frozen=True)
class PublicKey:
    """The public half of a subject's key pair."""

    key_id: UUID
    value: bytes


@dataclass(frozen=True)
class MasterKey:
    """The key-encryption key of a trust zone, read from a file."""

    kek_id: str
    value: bytes

    @classmethod
    def from_file(cls, path: Path) -> MasterKey:
        content = json.loads(path.read_text())
        return cls(content["kek_id"], base64.b64decode(content["key"]))

    def wrap(self, key_id: UUID, private_key: bytes) -> bytes:
        nonce = world.random_bytes(12)
        return nonce + AESGCM(self.value).encrypt(nonce, private_key, key_id.bytes)

    def unwrap(self, key_id: UUID, wrapped: bytes) -> bytes:
        return AESGCM(self.value).decrypt(wrapped[:12], wrapped[12:], key_id.bytes)


class KeyStore(Protocol):
    """Where private keys are kept."""

    def add(self, keys: dict[UUID, bytes]) -> None: ...
    def private_keys(self, key_ids: Iterable[UUID]) -> dict[UUID, bytes]: ...
    def kept(self, key_ids: Iterable[UUID]) -> set[UUID]: ...


class MemoryKeyStore:
    """Private keys of a unit test."""

    def __init__(self) -> None:
        self.keys: dict[UUID, bytes] = {}

    def add(self, keys: dict[UUID, bytes]) -> None:
        self.keys.update(keys)

    def private_keys(self, key_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        return {key_id: self.keys[key_id] for key_id in key_ids if key_id in self.keys}

    def kept(self, key_ids: Iterable[UUID]) -> set[UUID]:
        return set(key_ids) & self.keys.keys()


class PostgresKeyStore:
    """The key database. A destroyed key has no `wrapped` part any more, or no row."""

    def __init__(self, database: Database, master: MasterKey) -> None:
        self.database = database
        self.master = master

    def add(self, keys: dict[UUID, bytes]) -> None:
        rows = [(key_id, self.master.kek_id, self.master.wrap(key_id, key)) for key_id, key in keys.items()]
        with self.database.connection() as connection, connection.cursor() as cursor:
            cursor.executemany("INSERT INTO private_keys (key_id, kek_id, wrapped) VALUES (%s, %s, %s)", rows)

    def private_keys(self, key_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """The private keys that still exist, unwrapped. Raises Unavailable when the database is away."""
        with self.database.connection() as connection:
            rows = connection.execute(
                "SELECT key_id, wrapped FROM private_keys WHERE key_id = ANY(%s) AND wrapped IS NOT NULL",
                (list(key_ids),),
            ).fetchall()
        return {key_id: self.master.unwrap(key_id, wrapped) for key_id, wrapped in rows}

    def kept(self, key_ids: Iterable[UUID]) -> set[UUID]:
        """Which of these keys could still open something, without unwrapping any. Raises Unavailable."""
        with self.database.connection() as connection:
            rows = connection.execute(
                "SELECT key_id FROM private_keys WHERE key_id = ANY(%s) AND wrapped IS NOT NULL", (list(key_ids),)
            ).fetchall()
        return {key_id for (key_id,) in rows}


def new_key_pairs(count: int) -> tuple[dict[UUID, bytes], list[PublicKey]]:
    """Fresh key pairs: private parts by id, and the public parts."""
    private, public = {}, []
    for _ in range(count):
        key_id, secret = world.random_id(), world.random_bytes(32)
        private[key_id] = secret
        public.append(PublicKey(key_id, X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()))
    return private, public
