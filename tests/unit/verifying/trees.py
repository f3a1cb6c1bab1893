"""Trees, proofs and notes as the documents define them: an independent hand to hold the verifier against."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, over leaf hashes."""
    if len(leaves) == 1:
        return leaves[0]
    k = half(len(leaves))
    return hashlib.sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:])).digest()


def half(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = half(len(leaves))
    if index < k:
        return [*inclusion(index, leaves[:k]), root(leaves[k:])]
    return [*inclusion(index - k, leaves[k:]), root(leaves[:k])]


def consistency(size: int, leaves: Sequence[bytes], known: bool = True) -> list[bytes]:
    """PROOF and SUBPROOF of RFC 9162, 2.1.4.1."""
    if size == len(leaves):
        return [] if known else [root(leaves)]
    k = half(len(leaves))
    if size <= k:
        return [*consistency(size, leaves[:k], known), root(leaves[k:])]
    return [*consistency(size - k, leaves[k:], False), root(leaves[:k])]


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


class Signer:
    """A key of notes, of a type of C2SP signed-note."""

    def __init__(self, name: str, kind: int = 1, seed: bytes = bytes(32)) -> None:
        self.name, self.kind = name, kind
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = bytes([kind]) + self.private.public_key().public_bytes_raw()
        self.id = hashlib.sha256(name.encode() + b"\n" + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64(self.public)}"

    def line(self, text: str, at: int = 1679315147) -> str:
        if self.kind == 1:
            return f"— {self.name} {b64(self.id + self.private.sign(text.encode()))}\n"
        signed = self.private.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
        return f"— {self.name} {b64(self.id + at.to_bytes(8, 'big') + signed)}\n"

    def note(self, text: str) -> str:
        return f"{text}\n{self.line(text)}"
