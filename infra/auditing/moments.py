"""As of when a history is read: by when it was recorded (an instant or a version), and by when it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra.eventstore.records import RecordedEvent
from infra.eventstore.replay import fold
from infra.refusals import DomainError
from infra.world import now


class MomentAhead(DomainError):
    code = "histories.moment-ahead"
    detail = "A history shows what was known or true at a time that has passed."
    fix = "Give an instant that is not later than now."


class VersionAhead(DomainError):
    code = "histories.version-ahead"
    detail = "The record has no such version yet."
    fix = "Give a version that the history shows, or an instant."


class MomentsReversed(DomainError):
    code = "histories.moments-reversed"
    detail = "A difference is read from an earlier moment to a later one."
    fix = "Exchange `from` and `to`."


@dataclass(frozen=True)
class AsOf:
    """What was known by `recorded`, of that what was true by `occurred`; None does not cut."""

    recorded: datetime | int | None = None
    occurred: datetime | None = None

    def of(self, history: Sequence[RecordedEvent]) -> list[RecordedEvent]:
        """The events that count. Raises MomentAhead, VersionAhead."""
        self._refuse_the_future(len(history))
        return [entry for entry in history if self.counts(entry)]

    def state(self, history: Sequence[RecordedEvent]) -> dict[str, Any] | None:
        """What these events fold to; None before the first."""
        return fold(self.of(history))

    def counts(self, entry: RecordedEvent) -> bool:
        """Whether it was known and true by then."""
        return self._known(entry) and self._true(entry)

    def _known(self, entry: RecordedEvent) -> bool:
        if isinstance(self.recorded, int):
            return entry.event.originator_version <= self.recorded
        return self.recorded is None or entry.recorded_at <= self.recorded

    def _true(self, entry: RecordedEvent) -> bool:
        return self.occurred is None or entry.event.timestamp <= self.occurred

    def _refuse_the_future(self, versions: int) -> None:
        if isinstance(self.recorded, int) and self.recorded > versions:
            raise VersionAhead
        refuse_the_future(self.recorded if isinstance(self.recorded, datetime) else None, self.occurred)


def refuse_the_future(*moments: datetime | None) -> None:
    """Raises MomentAhead."""
    if any(moment is not None and moment > now() for moment in moments):
        raise MomentAhead
