"""Blind tokens of people, under a key that one trust zone holds: to be compared, never read back."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from pathlib import Path
from uuid import UUID

KEY_SIZE = 32


class Pseudonyms:
    """Makes the tokens. Who holds the key can only test a guess, and one inside a context for that context alone."""

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY_SIZE:
            msg = f"a token key has at least {KEY_SIZE} bytes"
            raise ValueError(msg)
        self._key = key

    @classmethod
    def from_file(cls, path: Path) -> Pseudonyms:
        """The key in hexadecimal."""
        return cls(bytes.fromhex(path.read_text().strip()))

    def person(self, reference: str) -> str:
        """The token of a registry reference; spelling differences of the same reference do not matter."""
        return self._mac(b"person", normalised(reference).encode())

    def account(self, subject: str) -> str:
        """The token of an account that must not be named where it is kept."""
        return self._mac(b"account", subject.encode())

    def within(self, context: UUID, token: str) -> str:
        """A person's token inside one context: the same person in two contexts cannot be recognised by it."""
        return self._mac(b"within", context.bytes + token.encode())

    def _mac(self, kind: bytes, content: bytes) -> str:
        return hmac.new(self._key, kind + b"\0" + content, hashlib.sha256).hexdigest()


def normalised(reference: str) -> str:
    """Letters and digits only, without accents, in one case."""
    decomposed = unicodedata.normalize("NFKD", reference)
    return re.sub(r"[\W_]+", "", "".join(c for c in decomposed if not unicodedata.combining(c))).casefold()
