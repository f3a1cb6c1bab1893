"""Keys of signed notes in their published text forms: a verifier key to give away, a private one for a file."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from infra import world

ED25519, COSIGNATURE = 0x01, 0x04
ALGORITHMS = (ED25519, COSIGNATURE)
PRIVATE = "PRIVATE+KEY+"


class KeyRefused(Exception):
    """A text is no key of the kind that was asked for; the message never quotes it."""


@dataclass(frozen=True)
class VerifierKey:
    """The public half: `<name>+<key id, 8 hexadecimal digits>+<base64 of algorithm and public key>`."""

    name: str
    public: bytes
    algorithm: int = ED25519

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ 0x0A ‖ algorithm ‖ public key), C2SP signed-note."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(bytes([self.algorithm]) + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Raises KeyRefused."""
        name, key_id, algorithm, public = _parts(text.strip())
        key = cls(name, public, algorithm)
        if key.key_id.hex() != key_id:
            raise KeyRefused("the key id is not that of the key")
        return key

    def accepts(self, message: bytes, signature: bytes) -> bool:
        """Whether the Ed25519 signature over exactly these bytes is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The private half: `PRIVATE+KEY+<name>+<key id>+<base64 of algorithm and seed>`, kept in a file."""

    name: str
    seed: bytes = field(repr=False)
    algorithm: int = ED25519

    @cached_property
    def verifier(self) -> VerifierKey:
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, public, self.algorithm)

    def sign(self, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)

    def text(self) -> str:
        """The content of a key file."""
        encoded = base64.b64encode(bytes([self.algorithm]) + self.seed).decode()
        return f"{PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """Raises KeyRefused."""
        stripped = text.strip()
        if not stripped.startswith(PRIVATE):
            raise KeyRefused("this is no private key")
        name, key_id, algorithm, seed = _parts(stripped.removeprefix(PRIVATE))
        key = cls(name, seed, algorithm)
        if key.verifier.key_id.hex() != key_id:
            raise KeyRefused("the key id is not that of the key")
        return key

    @classmethod
    def from_file(cls, path: Path) -> SigningKey:
        return cls.parse(path.read_text())


def new_key(name: str, algorithm: int = ED25519) -> SigningKey:
    """A fresh key. Raises KeyRefused for a name that no note can carry."""
    if not is_name(name):
        raise KeyRefused("a key name has no space and no plus sign")
    return SigningKey(name, world.random_bytes(32), algorithm)


def is_name(name: str) -> bool:
    """Non-empty, without white space and plus signs."""
    return bool(name) and "+" not in name and not any(character.isspace() for character in name)


def _parts(text: str) -> tuple[str, str, int, bytes]:
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyRefused("the key is not base64") from error
    if not is_name(name) or len(content) != 33 or content[0] not in ALGORITHMS:
        raise KeyRefused("this is no Ed25519 key of a note")
    return name, key_id, content[0], content[1:]
