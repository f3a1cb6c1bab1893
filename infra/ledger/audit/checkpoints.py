"""What was signed and witnessed against the log as it is: who says another root for a size that the log once had?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from infra.database import Connection
from infra.ledger import checkpoints
from infra.ledger.audit.findings import Kind, Report
from infra.ledger.checkpoints import Checkpoint
from infra.ledger.events import restores_id, witnessed_id
from infra.ledger.keys import VerifierKey
from infra.ledger.notes import NoteRefused

SIGNED = "SELECT origin, size, root, note FROM ledger_checkpoints ORDER BY size, origin"
STATES = """SELECT state FROM stored_events
             WHERE originator_id = %s AND topic LIKE %s ORDER BY originator_version"""


@dataclass(frozen=True)
class Claim:
    """Somebody's word for the root of a size of one log."""

    who: str
    checkpoint: Checkpoint


@dataclass(frozen=True)
class Restore:
    """A restore that the log itself explains: the old log counts up to the size that both have in common."""

    old_origin: str
    common_size: int


def signed(connection: Connection, keys: Sequence[VerifierKey], report: Report) -> list[Claim]:
    """The checkpoints in the database, as far as the store's key really signed them."""
    found = []
    for origin, size, root, note in connection.execute(SIGNED).fetchall():
        report.checkpoints += 1
        claimed = Checkpoint(origin, size, bytes(root))
        try:
            if checkpoints.verify(note, keys) != claimed:
                report.add(Kind.FORGED, f"checkpoint {size} of {origin}: the note says something else than its row")
                continue
        except NoteRefused as error:
            report.add(Kind.FORGED, f"checkpoint {size} of {origin}: {error}")
            continue
        found.append(Claim("the signed checkpoint", claimed))
    return found


def witnessed(connection: Connection, witness: str, origins: Iterable[str], keys: Sequence[VerifierKey]) -> list[Claim]:
    """What another store, to whose database this connection leads, saw of these logs; only what our key signed."""
    found = []
    for origin in origins:
        values = (witnessed_id(witness, origin), "%.checkpoint-witnessed")
        for state in _states(connection, *values):
            # The witness may write into its log what it likes: without our signature it is no word of ours.
            with suppress(NoteRefused):
                checkpoint = checkpoints.verify(str(state.get("note")), keys)
                found.append(Claim(f"the checkpoint that {witness} witnessed", checkpoint))
    return found


def restores(connection: Connection, store: str) -> list[Restore]:
    """The restores that the log tells of."""
    found = []
    for state in _states(connection, restores_id(store), "%.log-restored"):
        origin, size = state.get("old_origin"), state.get("common_size")
        if isinstance(origin, str) and isinstance(size, int):
            found.append(Restore(origin, size))
    return found


def _states(connection: Connection, stream: UUID, topic: str) -> list[dict[str, Any]]:
    """What events of a stream say; one that says nothing readable was changed, which its leaf shows."""
    found = []
    for (state,) in connection.execute(STATES, (stream, topic)).fetchall():
        with suppress(ValueError, RecursionError):
            content = json.loads(bytes(state))
            found += [content] if isinstance(content, dict) else []
    return found


def judge(
    claims: Sequence[Claim], roots: Mapping[int, bytes], size: int, origin: str, told: Sequence[Restore], report: Report
) -> None:
    """Hold every claim against the roots of the log. Of many that do not fit, the first tells where it went wrong."""
    counts = {restore.old_origin: restore.common_size for restore in told} | {origin: None}
    agreed = 0
    for claim in sorted(claims, key=lambda each: each.checkpoint.size):
        checkpoint = claim.checkpoint
        if checkpoint.origin not in counts:
            text = f"{claim.who} of {checkpoint.size} leaves is of {checkpoint.origin}, and no restore explains that"
            report.add(Kind.UNEXPLAINED_RESTORE, text)
            return
        limit = counts[checkpoint.origin]
        if limit is not None and checkpoint.size > limit:
            continue
        if checkpoint.size > size:
            text = f"{claim.who} has {checkpoint.size} leaves, the log has {size}"
            report.add(Kind.ROLLED_BACK, text, size)
            return
        if roots[checkpoint.size] != checkpoint.root:
            text = f"{claim.who} of {checkpoint.size} leaves has another root: changed between {agreed} and there"
            report.add(Kind.FORKED, text, agreed + 1)
            return
        agreed = checkpoint.size
