"""The vault: seals the fields of an event on its way into the log, opens stored ones for who may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from infra import world
from infra.eventstore.codec import seals
from infra.eventstore.keys import KeyStore, PublicKey
from infra.eventstore.ledger import commitment
from infra.eventstore.recorder import Transaction
from infra.eventstore.records import Ciphertext
from infra.eventstore.sealing import associated_data, decrypt, encrypt
from infra.sealed import ERASED, AccessContext, Sealed, SealedRef


def seal_fields(event: Any, transaction: Transaction) -> tuple[Ciphertext, ...]:
    """Encrypt an event's unsaved sealed fields under their subjects' keys and give them their reference."""
    ciphertexts = []
    event_class: Any = type(event)
    for field, seal in seals(event_class).items():
        value: Sealed | None = getattr(event, field)
        if value is not None and value.ref is None:
            key = transaction.public_key(getattr(event, seal.subject))
            ciphertexts.append(_seal(value, event.originator_id, event.originator_version, field, key))
    return tuple(ciphertexts)


def _seal(value: Sealed, stream: UUID, version: int, field: str, key: PublicKey) -> Ciphertext:
    blob = encrypt(value.plain, key.value, associated_data(stream, version, field, key.key_id))
    salt = world.random_bytes(32)
    value.ref = SealedRef(stream, version, field, key.key_id, commitment(salt, key.value, blob))
    return Ciphertext(stream, version, field, key.key_id, salt, blob)


class Vault:
    """Opens sealed values. Every opening names who, what for and on what legal basis."""

    def __init__(self, keys: KeyStore) -> None:
        self.keys = keys

    def open(self, value: Sealed | None, access: AccessContext, transaction: Transaction) -> Any:
        """The plain value, ERASED when its key or ciphertext is gone, None for no value."""
        return self.open_many([value], access, transaction)[0]

    def open_many(self, values: Sequence[Sealed | None], access: AccessContext, transaction: Transaction) -> list[Any]:
        """As `open`, for many values with one look into each database. Raises Unavailable without keys."""
        if not access.purpose or not access.legal_basis:
            msg = "opening a sealed value needs a purpose and a legal basis"
            raise PermissionError(msg)
        refs = [value.ref for value in values if value is not None and value.ref is not None]
        opened = self._open_refs(refs, transaction) if refs else {}
        return [None if v is None else v.plain if v.ref is None else opened[_place(v.ref)] for v in values]

    def _open_refs(self, refs: Iterable[SealedRef], transaction: Transaction) -> dict[Any, Any]:
        found = {(c.stream, c.version, c.field): c for c in transaction.ciphertexts(list(refs))}
        private = self.keys.private_keys({c.key_id for c in found.values()})
        return {_place(ref): self._decrypt(found.get(_place(ref)), private) for ref in refs}

    @staticmethod
    def _decrypt(c: Ciphertext | None, private: dict[UUID, bytes]) -> Any:
        if c is None or c.ciphertext is None or c.key_id not in private:
            return ERASED
        return decrypt(c.ciphertext, private[c.key_id], associated_data(c.stream, c.version, c.field, c.key_id))


def _place(ref: SealedRef) -> tuple[UUID, int, str]:
    return ref.stream, ref.version, ref.field
