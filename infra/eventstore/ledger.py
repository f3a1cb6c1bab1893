"""Leaf hashes and field commitments: what the Merkle log of a store is made of (RFC 6962 leaf prefix)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from infra.eventstore.records import StoredRecord

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def leaf_data(record: StoredRecord) -> bytes:
    """Layout 0x01 ‖ log id ‖ position ‖ stream ‖ version ‖ microseconds ‖ three digests: 153 bytes.

    The digests are those of topic, metadata and state. The database computes the same in
    `ledger_leaf`; a test holds the two together. Sealed fields enter through their commitments,
    which are part of the state, so a value can be erased and the leaf still proves.
    """
    microseconds = (record.recorded_at - EPOCH) // timedelta(microseconds=1)
    return (
        b"\x01"
        + record.log_id.bytes
        + record.position.to_bytes(8, "big", signed=True)
        + record.stream.bytes
        + record.version.to_bytes(8, "big", signed=True)
        + microseconds.to_bytes(8, "big", signed=True)
        + hashlib.sha256(record.topic.encode()).digest()
        + hashlib.sha256(record.metadata).digest()
        + hashlib.sha256(record.state).digest()
    )


def leaf_hash(record: StoredRecord) -> bytes:
    """SHA-256(0x00 ‖ leaf data), the leaf of RFC 6962."""
    return hashlib.sha256(b"\x00" + leaf_data(record)).digest()


def commitment(salt: bytes, public_key: bytes, ciphertext: bytes) -> str:
    """Salted commitment of one sealed field, over ciphertext and key, so that it outlives the key.

    Including the public key makes it key-committing: no second key gives the bytes another meaning.
    """
    return hashlib.sha256(b"\x02" + salt + public_key + ciphertext).hexdigest()
