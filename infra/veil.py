"""The veil of a confidential zone: what its databases hold about places and people, hidden from who runs them.

Values are encrypted under a key that lies beside the processes and never in a database. Nothing here is a sealed value:
codes and accounts that the zone's own processes need all the time, and no notifier's account.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from infra import world
from infra.environment import SettingsError

KEY_SIZE = 32
BLOCK = 256
MARK_SIZE = 4
TAG_SIZE = 16


class VeilKeyMissing(SettingsError):
    """This process was not given the key under which a value was hidden, or none at all."""


class VeilTorn(Exception):
    """A hidden value was changed, or stands in a place that it was not hidden for."""


class Veil:
    """AES-SIV (RFC 5297): the same value in the same place gives the same text, so that a rebuild can be compared;
    in two places it never does, so that no two rows can be told to say the same."""

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY_SIZE:
            msg = f"a token key has at least {KEY_SIZE} bytes"
            raise ValueError(msg)
        self._key = key

    @cached_property
    def mark(self) -> bytes:
        """By which a text tells under which key it was hidden."""
        return self._derived(b"mark")[:MARK_SIZE]

    @cached_property
    def _cipher(self) -> AESSIV:
        return AESSIV(self._derived(b"hide"))

    @cached_property
    def _tagging(self) -> bytes:
        return self._derived(b"tag")

    def hide(self, value: Any, place: str, block: int = BLOCK) -> str:
        """A JSON value as text for one place; padded, so that sizes tell little."""
        plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        padded = plain.ljust(-(-len(plain) // block) * block)
        return b64encode(self.mark + self._cipher.encrypt(padded, [place.encode()])).decode()

    def show(self, raw: bytes, place: str) -> Any:
        """Raises VeilTorn."""
        try:
            return json.loads(self._cipher.decrypt(raw, [place.encode()]))
        except (InvalidTag, ValueError) as error:
            raise VeilTorn from error

    def tag(self, *parts: object) -> bytes:
        """What can be compared by who holds the key, and by nobody else."""
        text = "".join([f"{len(text)}:{text}" for text in map(str, parts)]).encode()
        return hmac.digest(self._tagging, text, hashlib.sha256)[:TAG_SIZE]

    def _derived(self, purpose: bytes) -> bytes:
        return hmac.digest(self._key, b"travessia veil " + purpose, hashlib.sha512)


_held: dict[bytes, Veil] = {}
_current: list[Veil] = []


def hold(key: bytes) -> None:
    """Hide under this key from now on, and show what is hidden under it."""
    veil = Veil(key)
    _held[veil.mark] = veil
    _current[:] = [veil]


def hold_file(file: Path | None) -> None:
    """The zone's key in hexadecimal, where the process was given one."""
    if file is not None:
        hold(bytes.fromhex(file.read_text().strip()))


def hold_any() -> None:
    """For stores in memory, which end with their process: a key of its own, unless there is one."""
    if not _current:
        hold(world.random_bytes(KEY_SIZE))


def hide(value: Any, place: str, block: int = BLOCK) -> str:
    """`block` is what sizes are rounded up to. Raises VeilKeyMissing."""
    return _veil().hide(value, place, block)


def show(text: str, place: str) -> Any:
    """What `hide` hid for this place. Raises VeilKeyMissing, VeilTorn."""
    try:
        raw = b64decode(text, validate=True)
    except ValueError as error:
        raise VeilTorn from error
    veil = _held.get(raw[:MARK_SIZE])
    if veil is None:
        raise VeilKeyMissing(MISSING)
    return veil.show(raw[MARK_SIZE:], place)


def tag(*parts: object) -> bytes:
    """Raises VeilKeyMissing."""
    return _veil().tag(*parts)


def keyed_id(*parts: object) -> UUID:
    """An id that follows from these parts for who holds the key, and is random to everybody else."""
    return UUID(bytes=_veil().tag("id", *parts), version=4)


MISSING = "the confidential stores need the token key of their zone"


def _veil() -> Veil:
    if not _current:
        raise VeilKeyMissing(MISSING)
    return _current[0]
