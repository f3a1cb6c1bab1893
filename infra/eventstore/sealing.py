"""AES-256-GCM under the data subject's key pair: sealing needs the public key only, opening the private one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from infra import world

BLOCK = 64
PUBLIC_KEY_SIZE = 32
NONCE_SIZE = 12


def associated_data(stream: UUID, version: int, field: str, key_id: UUID) -> bytes:
    """Binds a ciphertext to its place, so that it cannot be moved to another row unnoticed."""
    return b"|".join((stream.bytes, str(version).encode(), field.encode(), key_id.bytes))


def encrypt(value: Any, public_key: bytes, place: bytes) -> bytes:
    """Seal a JSON value: ephemeral public key ‖ nonce ‖ ciphertext, padded so that sizes tell little."""
    plain = json.dumps(value, ensure_ascii=False).encode()
    padded = plain.ljust(-(-len(plain) // BLOCK) * BLOCK)
    ephemeral = X25519PrivateKey.from_private_bytes(world.random_bytes(32))
    sent = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    nonce = world.random_bytes(NONCE_SIZE)
    return sent + nonce + AESGCM(_key(shared, sent, public_key)).encrypt(nonce, padded, place)


def decrypt(ciphertext: bytes, private_key: bytes, place: bytes) -> Any:
    """Open what `encrypt` sealed. Raises cryptography's InvalidTag when key or place are not the same."""
    own = X25519PrivateKey.from_private_bytes(private_key)
    sent, rest = ciphertext[:PUBLIC_KEY_SIZE], ciphertext[PUBLIC_KEY_SIZE:]
    shared = own.exchange(X25519PublicKey.from_public_bytes(sent))
    key = _key(shared, sent, own.public_key().public_bytes_raw())
    return json.loads(AESGCM(key).decrypt(rest[:NONCE_SIZE], rest[NONCE_SIZE:], place))


def _key(shared: bytes, sent: bytes, received_by: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"travessia sealed value v1" + sent + received_by).derive(shared)
