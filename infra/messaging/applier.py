"""Decides how the messages of one partition are tried: in batches, alone, again, or set aside."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from marshmallow import ValidationError

from infra.application import refresh_views
from infra.eventstore.recorder import ViewsSwitched
from infra.messaging import attempts
from infra.messaging.batches import CONFLICTS, WAITING, Batches, Failed, Progress
from infra.messaging.envelope import Message
from infra.messaging.subscribe import UnknownMajor
from infra.observability.logs import error_fields
from infra.refusals import DomainError

BATCH = 500
# So many are tried one by one after a conflict, however large the batch that met it: each takes a transaction.
AFTER_CONFLICT = 200
GUARDED = 20
PAUSES = (0.1, 0.3, 0.6, 1.0)  # five tries within two seconds
CONFLICT_PAUSE = 0.02
PARKED_AT_ONCE = (DomainError, ValidationError, UnknownMajor)


class Stopping(Exception):
    """The process is to stop; what is not settled comes again."""


class Applier:
    """One partition of one channel. Not for concurrent use."""

    def __init__(self, batches: Batches, stopping: threading.Event) -> None:
        self._batches = batches
        self._store = batches.consumer.store
        self._stopping = stopping
        self._alone = self._guarded = GUARDED

    def take(self, messages: Sequence[Message]) -> Progress:
        """Settle a prefix of these messages, in order; call again with the rest.

        Raises Unavailable or OperationalError, with nothing changed, while a dependency is away, and
        TooManyParked when the consumer has to stop.
        """
        if self._alone:
            self._alone -= 1
            return self._single(messages[0])
        try:
            return self._batches.settle(messages[:BATCH])
        except Failed as failed:
            return self._batches.settle(messages[: failed.index]) if failed.index else self._single(messages[0])
        except CONFLICTS:
            self._alone = min(len(messages), AFTER_CONFLICT) - 1
            return self._single(messages[0])

    def _single(self, message: Message) -> Progress:
        if not self._guarded:
            return self._tried(message)
        with attempts.TURN:
            begun = attempts.begin(self._store, message.envelope)
            if begun > attempts.LIMIT:
                return self._batches.park(message, "kills its worker", begun - 1)
            try:
                progress = self._tried(message)
            except WAITING:
                self._alone += 1
                attempts.forgive(self._store, message.envelope)
                raise
        self._guarded -= 1
        return progress

    def _tried(self, message: Message) -> Progress:
        for tries, pause in enumerate(PAUSES, start=1):
            try:
                return self._settled_in_the_end(message)
            except Failed as failed:
                if isinstance(failed.__cause__, PARKED_AT_ONCE):
                    return self._batches.park(message, reason_of(failed.__cause__), tries)
            self._pause(pause)
        try:
            return self._settled_in_the_end(message)
        except Failed as failed:
            return self._batches.park(message, reason_of(failed.__cause__), len(PAUSES) + 1)

    def _settled_in_the_end(self, message: Message) -> Progress:
        """Conflicts are nobody's fault: repeated until they end, never counted against the message."""
        while True:
            try:
                return self._batches.settle([message])
            except ViewsSwitched:
                refresh_views(self._store)
            except CONFLICTS:
                self._pause(CONFLICT_PAUSE)

    def _pause(self, seconds: float) -> None:
        if self._stopping.wait(seconds):
            raise Stopping


def reason_of(cause: BaseException | None) -> str:
    """Class and place of a failure. Never its text: that may quote the message."""
    if isinstance(cause, DomainError):
        return f"refused: {cause.code}"
    fields = error_fields(cause or Exception())
    return f"failed: {fields['error']} at {fields['where'].rsplit(' > ', 1)[-1]}"
