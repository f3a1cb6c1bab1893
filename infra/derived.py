"""Ids that follow from something known, so that who knows it finds the record without looking for it."""

from __future__ import annotations

from hashlib import sha1
from uuid import UUID

# RFC 9562, 5.5: of a SHA-1 digest six bits make way for the version, 5, and the variant.
KEPT = (1 << 128) - 1 ^ (0xF000 << 64 | 0xC000 << 48)
MARKED = 0x5000 << 64 | 0x8000 << 48


def derived_id(namespace: UUID, name: str) -> UUID:
    """As `uuid.uuid5`, in half the time: a reaction asks for one with every message."""
    digest = sha1(namespace.bytes + name.encode(), usedforsecurity=False).digest()
    return UUID(int=int.from_bytes(digest[:16], "big") & KEPT | MARKED)
