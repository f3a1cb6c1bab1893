"""Lifts the veil of the confidential zone as ADR 0015 describes it, with code of its own: the checker shares none."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESSIV

MARK = 4
Lift = Callable[[dict[str, Any], str], dict[str, Any]]


def nothing(veiled: dict[str, Any], place: str) -> dict[str, Any]:
    """Where there is no veil."""
    return veiled


def under(key_file: Path) -> Lift:
    """Shows what a JSON object hides of itself in its member `veil`, with the key of the zone."""
    secret = bytes.fromhex(key_file.read_text().strip())
    cipher = AESSIV(hmac.digest(secret, b"travessia veil hide", hashlib.sha512))

    def lift(veiled: dict[str, Any], place: str) -> dict[str, Any]:
        if "veil" not in veiled:
            return veiled
        shown = json.loads(cipher.decrypt(b64decode(veiled["veil"])[MARK:], [place.encode()]))
        return {**{name: value for name, value in veiled.items() if name != "veil"}, **shown}

    return lift


def keyed_id(key_file: Path, *parts: str) -> str:
    """The id that follows from these parts for who holds the key of the zone."""
    secret = bytes.fromhex(key_file.read_text().strip())
    tagging = hmac.digest(secret, b"travessia veil tag", hashlib.sha512)
    text = "".join(f"{len(part)}:{part}" for part in ("id", *parts)).encode()
    return str(UUID(bytes=hmac.digest(tagging, text, hashlib.sha256)[:16], version=4))
