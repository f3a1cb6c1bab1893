"""The witness: a store checks the checkpoint of another log, records it in its own log, cosigns (C2SP tlog-witness)."""

from __future__ import annotations

from dataclasses import dataclass

from infra import world
from infra.application import repeated
from infra.eventstore.store import EventStore
from infra.ledger import checkpoints, notes
from infra.ledger.checkpoints import Checkpoint, store_of
from infra.ledger.events import witnessed_id, witnessed_log
from infra.ledger.keys import SigningKey
from infra.ledger.merkle import ProofRefused, verify_consistency
from infra.ledger.notes import NoteRefused, Signature
from infra.ledger.submission import Submission
from infra.ledger.trust import Trust
from infra.metadata import Metadata, acting


class WitnessRefused(Exception):
    """`status` is the answer that the protocol has for it; `size` what this witness saw last, for a conflict."""

    def __init__(self, status: int, reason: str, size: int | None = None) -> None:
        super().__init__(reason)
        self.status, self.size = status, size


@dataclass(frozen=True)
class Witness:
    """One store as a witness of all other logs that it trusts."""

    store: str
    key: SigningKey
    trust: Trust

    def add_checkpoint(self, store: EventStore, submission: Submission) -> Signature:
        """Check, record durably, cosign. Raises WitnessRefused, Unavailable."""
        checkpoint = self._verified(submission)
        if submission.old > checkpoint.size:
            raise WitnessRefused(400, "the old size is larger than the checkpoint")
        with acting(Metadata(actor=f"urn:travessia:{store_of(checkpoint.origin)}", role="log")):
            repeated(store, lambda: self._record(store, checkpoint, submission))
        return checkpoints.cosign(checkpoint, self.key, int(world.now().timestamp()))

    def _verified(self, submission: Submission) -> Checkpoint:
        try:
            claimed = Checkpoint.parse(notes.parse(submission.note).text)
            keys = self.trust.of_origin(claimed.origin)
            if not keys or store_of(claimed.origin) == self.store:
                raise WitnessRefused(404, "this witness does not know the log")
        except NoteRefused as error:
            raise WitnessRefused(400, str(error)) from error
        try:
            return checkpoints.verify(submission.note, keys)
        except NoteRefused as error:
            raise WitnessRefused(403, str(error)) from error

    def _record(self, store: EventStore, checkpoint: Checkpoint, submission: Submission) -> None:
        kind = witnessed_log(self.store)
        with store.unit_of_work() as unit:
            log = unit.find(kind, witnessed_id(self.store, checkpoint.origin)) or kind(origin=checkpoint.origin)
            _check(log.size, log.root, checkpoint, submission)
            if log.size != checkpoint.size:
                log.witness(checkpoint.size, checkpoint.root.hex(), submission.note)
                unit.save(log)


def _check(size: int, root: str, checkpoint: Checkpoint, submission: Submission) -> None:
    if submission.old != size:
        raise WitnessRefused(409, "another size was witnessed last", size)
    if checkpoint.size == size > 0 and checkpoint.root.hex() != root:
        raise WitnessRefused(409, "another root was witnessed for this size", size)
    try:
        if size:
            verify_consistency(size, checkpoint.size, submission.proof, bytes.fromhex(root), checkpoint.root)
        elif submission.proof:
            raise ProofRefused("there is nothing to be consistent with")
    except ProofRefused as error:
        raise WitnessRefused(422, str(error)) from error
