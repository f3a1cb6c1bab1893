"""Blind tokens of sealed values: rows beside the log by which a value is found again, and cannot be read."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import ClassVar

from infra.sealed import Sealed
from infra.views import View

KEY_SIZE = 32
SIZE = 16
PURPOSE = b"travessia blind index"


class BlindTokens:
    """HMAC-SHA-256, cut to 16 bytes, under a key that is derived for this purpose alone (NIST SP 800-108)."""

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY_SIZE:
            msg = f"a token key has at least {KEY_SIZE} bytes"
            raise ValueError(msg)
        self._key = hmac.new(key, PURPOSE, hashlib.sha256).digest()

    @classmethod
    def from_file(cls, path: Path) -> BlindTokens:
        """The key in hexadecimal."""
        return cls(bytes.fromhex(path.read_text().strip()))

    def of(self, kind: str, value: str) -> bytes:
        """The token of a value; the same value of another kind has another token."""
        return hmac.new(self._key, kind.encode() + b"\0" + value.encode(), hashlib.sha256).digest()[:SIZE]


class NoTokenKey(Exception):
    """This process was given no token key, and so must neither write nor look up blind tokens."""


class BlindView(View):
    """A read model of blind tokens; `open_store` hands it the zone's key. A rebuild copies its rows."""

    carried: ClassVar[bool] = True
    tokens: BlindTokens | None = None

    @property
    def blind(self) -> BlindTokens:
        """Raises NoTokenKey."""
        if self.tokens is None:
            raise NoTokenKey
        return self.tokens


def fresh(value: Sealed | None) -> str | None:
    """What an event that is just being recorded says; None when there is nothing."""
    return None if value is None else str(value.plain)
