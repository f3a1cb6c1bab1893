"""What an offline batch refuses."""

from __future__ import annotations

from infra.kernel import DomainError, NotFound


class BatchAlreadyOpened(DomainError):
    code = "intake.offline-batch-already-opened"
    detail = "A batch of this device is open, or begins at this sequence number."
    fix = "Go on with that batch; a new one begins behind the last number of the one before."


class BatchClosed(DomainError):
    code = "intake.offline-batch-closed"
    detail = "The batch is closed."
    fix = "Open another one for what was recorded since."


class SequenceOutsideBatch(DomainError):
    code = "intake.offline-sequence-outside-batch"
    detail = "This sequence number does not belong to the batch."
    fix = "Begin with the first number of the batch, and end with the last one that the device has named."


class SequenceUsedOtherwise(DomainError):
    code = "intake.offline-sequence-used-otherwise"
    detail = "Another entry was sent under this sequence number."
    fix = "A device gives each entry a number of its own and never changes an entry; keep both and ask for support."


class EntryFromTheFuture(DomainError):
    code = "intake.offline-entry-from-the-future"
    detail = "By its corrected clock this entry has not happened yet."
    fix = "Measure the device's clock again, or say by how much it was wrong for this entry."


class CaseLedElsewhere(DomainError):
    code = "intake.case-led-elsewhere"
    detail = "Another office leads this person's case by now."
    fix = "Ask the person to go there, or receive the person without the record; then discard the entry."


class EntryNotWaiting(NotFound):
    code = "intake.offline-entry-not-waiting"
    detail = "No entry with this number is missing or in quarantine."
    fix = "Read the batch: it lists what is missing and what is in quarantine."


class BatchIncomplete(DomainError):
    code = "intake.offline-batch-incomplete"
    detail = "Not every sequence number is accounted for."
    fix = "Send what is missing, decide on what is in quarantine, or discard it with a reason."
