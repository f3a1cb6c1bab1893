"""The vault: seals the fields of an event on its way into the log, opens stored ones for who may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from eventsourcing.utils import resolve_topic

from infra import world
from infra.eventstore.codec import seals
from infra.eventstore.disclosures import ON_RECORD, gathered
from infra.eventstore.keys import KeyStore, PublicKey
from infra.eventstore.ledger import commitment
from infra.eventstore.recorder import Transaction
from infra.eventstore.records import Ciphertext, Held
from infra.eventstore.sealing import associated_data, decrypt, encrypt
from infra.sealed import ERASED, AccessContext, Label, Sealed, SealedRef

if TYPE_CHECKING:
    from infra.eventstore.journal import Journal


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


class OpenedWhileWriting(RuntimeError):
    """A bug: a read record would wait for the head of the log, which the transaction that opens holds itself."""


class Vault:
    """Opens sealed values. Every opening names who, what for and on what legal basis.

    What is C3 or C4, or leaves the institution, is on record before its key is asked for. Nothing else in the
    code may ask for private keys or decrypt (tests/architecture/rules/vault_only.py).
    """

    def __init__(self, keys: KeyStore, journal: Journal) -> None:
        self.keys, self.journal = keys, journal

    def open(self, value: Sealed | None, access: AccessContext, transaction: Transaction) -> Any:
        """The plain value, ERASED when its key or ciphertext is gone, None for no value."""
        return self.open_many([value], access, transaction)[0]

    def open_many(self, values: Sequence[Sealed | None], access: AccessContext, transaction: Transaction) -> list[Any]:
        """As `open`, for many values with one look into each database and one read record.

        Raises Unavailable without keys, and when the record cannot be written.
        """
        if not access.purpose or not access.legal_basis:
            msg = "opening a sealed value needs a purpose and a legal basis"
            raise PermissionError(msg)
        refs = [value.ref for value in values if value is not None and value.ref is not None]
        opened = self._open_refs(refs, access, transaction) if refs else {}
        return [None if v is None else v.plain if v.ref is None else opened[_place(v.ref)] for v in values]

    def _open_refs(self, refs: Iterable[SealedRef], access: AccessContext, transaction: Transaction) -> dict[Any, Any]:
        if transaction.writing:
            raise OpenedWhileWriting
        wanted = {_place(ref): ref for ref in refs}
        held = [one for one in transaction.sealed([*wanted.values()]) if one.ciphertext.ciphertext is not None]
        self._put_on_record(held, access)
        found = {(c.stream, c.version, c.field): c for c in (one.ciphertext for one in held)}
        private = self.keys.private_keys({c.key_id for c in found.values()}) if found else {}
        return {place: self._decrypt(found.get(place), private) for place in wanted}

    def _put_on_record(self, held: Iterable[Held], access: AccessContext) -> None:
        opened = [(one.subject, one.ciphertext.stream, _label(one), one.ciphertext.field) for one in held]
        due = [one for one in opened if one[2] in ON_RECORD or access.recipient is not None]
        if due:
            self.journal.write(gathered(due), len(due), access)

    @staticmethod
    def _decrypt(c: Ciphertext | None, private: dict[UUID, bytes]) -> Any:
        if c is None or c.ciphertext is None or c.key_id not in private:
            return ERASED
        return decrypt(c.ciphertext, private[c.key_id], associated_data(c.stream, c.version, c.field, c.key_id))


def _label(held: Held) -> Label:
    """As the event's class says; a field that the class has no more is taken for the most secret."""
    seal = seals(resolve_topic(held.topic)).get(held.ciphertext.field)
    return seal.label if seal else Label.C4


def _place(ref: SealedRef) -> tuple[UUID, int, str]:
    return ref.stream, ref.version, ref.field
