"""The body of `add-checkpoint` (C2SP tlog-witness): what the witness saw last, a proof from there, a checkpoint."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from infra.ledger.merkle import HASH_BYTES

OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
MOST_LINES, MOST_BYTES = 63, 64 * 1024


class SubmissionRefused(Exception):
    """The body does not have the form that the protocol demands."""


@dataclass(frozen=True)
class Submission:
    """A checkpoint on its way to a witness."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def body(self) -> bytes:
        lines = [f"old {self.old}", *(base64.b64encode(each).decode() for each in self.proof), "", self.note]
        return "\n".join(lines).encode()

    @classmethod
    def parse(cls, body: bytes) -> Submission:
        """Raises SubmissionRefused."""
        if len(body) > MOST_BYTES:
            raise SubmissionRefused("the body is too large")
        try:
            head, found, note = body.decode().partition("\n\n")
        except UnicodeDecodeError as error:
            raise SubmissionRefused("the body is not UTF-8") from error
        old, *lines = head.split("\n")
        number = OLD.fullmatch(old)
        if not found or number is None:
            raise SubmissionRefused("the body does not begin with an old size and a proof")
        return cls(int(number[1]), _proof(lines), note)


def _proof(lines: Sequence[str]) -> tuple[bytes, ...]:
    if len(lines) > MOST_LINES:
        raise SubmissionRefused("the proof has too many lines")
    try:
        proof = tuple(base64.b64decode(line, validate=True) for line in lines)
    except (binascii.Error, ValueError) as error:
        raise SubmissionRefused("a line of the proof is not base64") from error
    if any(len(each) != HASH_BYTES for each in proof):
        raise SubmissionRefused("a line of the proof is no hash")
    return proof
