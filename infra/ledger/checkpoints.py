"""Checkpoints (C2SP tlog-checkpoint) and the timestamped cosignatures of witnesses (C2SP tlog-cosignature)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from infra.ledger import notes
from infra.ledger.keys import COSIGNATURE, SigningKey, VerifierKey
from infra.ledger.merkle import HASH_BYTES
from infra.ledger.notes import NoteRefused, Signature

SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
LARGEST = 2**63 - 1


def key_name(store: str) -> str:
    """The name of a store's ledger key, which outlives every log of the store."""
    return f"travessia/{store}"


def witness_name(store: str) -> str:
    """The name of the key with which a store cosigns other stores' checkpoints."""
    return f"travessia/{store}/witness"


def origin_of(store: str, log_id: UUID) -> str:
    """The origin line: one for every epoch of a store's log, so that a restored log is another log."""
    return f"{key_name(store)}/{log_id}"


def store_of(origin: str) -> str | None:
    """The store that an origin names, if it has the form of ours."""
    found = re.fullmatch(r"travessia/([a-z][a-z0-9_-]*)/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", origin)
    return found[1] if found else None


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: who it is, how many leaves it has, and their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """From a note's text; further lines are ignored, as the format says. Raises NoteRefused."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
            raise NoteRefused("a checkpoint has three lines or more, none of them empty")
        size, root = _size(lines[1]), _hash(lines[2])
        return cls(lines[0], size, root)


def sign(checkpoint: Checkpoint, key: SigningKey) -> str:
    return notes.sign(checkpoint.text, key)


def verify(note: str, keys: Iterable[VerifierKey]) -> Checkpoint:
    """The checkpoint of a note that one of these keys signed. Raises NoteRefused."""
    return Checkpoint.parse(notes.verify(note, keys))


def cosign(checkpoint: Checkpoint, key: SigningKey, at: int) -> Signature:
    """A witness saw this checkpoint at `at` (seconds since 1970) and nothing that contradicts it."""
    signature = key.sign(_cosigned(checkpoint.text, at))
    return Signature(key.name, key.verifier.key_id, at.to_bytes(8, "big") + signature)


def cosigned_at(text: str, signature: Signature, key: VerifierKey) -> int:
    """When the witness `key` saw the checkpoint of this note text. Raises NoteRefused."""
    if not signature.is_of(key) or key.algorithm != COSIGNATURE or len(signature.value) != 72:
        raise NoteRefused("this is no cosignature of that witness")
    at = int.from_bytes(signature.value[:8], "big")
    if not key.accepts(_cosigned(text, at), signature.value[8:]):
        raise NoteRefused("the cosignature does not match the checkpoint")
    return at


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _size(line: str) -> int:
    if not SIZE.fullmatch(line) or int(line) > LARGEST:
        raise NoteRefused("the size is no plain decimal number")
    return int(line)


def _hash(line: str) -> bytes:
    try:
        root = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteRefused("the root is not base64") from error
    if len(root) != HASH_BYTES:
        raise NoteRefused("the root is not 32 bytes long")
    return root
