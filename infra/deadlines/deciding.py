"""What a deadline decides: to ring, to be met, dropped, paused or extended; its events are the store's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.deadlines.due import Due
from infra.metadata import happening
from infra.refusals import DomainError

OVER = ("met", "dropped")


class DeadlineOver(DomainError):
    code = "deadline-over"
    detail = "The deadline was missed, met or dropped."
    fix = "Nothing is left to wait for."


class DeadlineNotPaused(DomainError):
    code = "deadline-not-paused"
    detail = "The deadline is running."
    fix = "Pause it first."


class Decisions:
    """The public methods of every store's Deadline."""

    rule: str
    subject: UUID
    due: Due
    status: str
    missed: bool
    late_recorded: bool
    suspensions: set[UUID]
    trigger_event: Callable[..., None]
    Approaching: Any
    Missed: Any
    Met: Any
    Dropped: Any
    Reopened: Any
    Paused: Any
    Resumed: Any
    Extended: Any

    @property
    def next_at(self) -> datetime | None:
        """When the timer has to look at it again; None while there is nothing to wait for."""
        if self.missed or self.status in (*OVER, "paused"):
            return None
        announced = self.due.approaching_at
        return announced if self.status == "open" and announced is not None else self.due.at

    def ring(self) -> bool:
        """The next instant has come, `happening()`: it approaches, or it is missed. False: nothing to do (yet)."""
        if self.next_at is None or self.next_at > happening():
            return False
        if self.next_at < self.due.at:
            self.trigger_event(self.Approaching, due_at=self.due.at, **self._about())
        else:
            self._miss()
        return True

    def meet(self) -> None:
        """What it waited for has happened; too late is first missed, then met. Again is harmless."""
        if self.status in OVER:
            return
        in_time = happening() <= self.due.at
        if not in_time and not self.missed and self.status != "paused":
            self._miss()
        self.trigger_event(self.Met, in_time=in_time, **self._about())

    def drop(self) -> None:
        """It does not matter any more, whether missed or not. Again is harmless."""
        if self.status not in OVER:
            self.trigger_event(self.Dropped, **self._about())

    def reopen(self, due: Due) -> None:
        """What ended it was taken back; it runs again, to its old end or to another."""
        if self.status in OVER:
            self.trigger_event(self.Reopened, due=due, **self._about())

    def pause(self) -> None:
        """Stop the clock. Raises DeadlineOver."""
        self._refuse_when_over()
        if self.status != "paused":
            self.trigger_event(self.Paused, **self._about())

    def resume(self, due: Due) -> None:
        """Let it run again, to a new end. Raises DeadlineOver, DeadlineNotPaused."""
        self._refuse_when_over()
        if self.status != "paused":
            raise DeadlineNotPaused
        self.trigger_event(self.Resumed, due=due, **self._about())

    def extend(self, due: Due, reason: str, suspension_id: UUID | None = None) -> bool:
        """Move the end on; False when it does not run, or was extended for this suspension already.

        A paused one gets its new end when it is resumed.
        """
        if self.next_at is None or suspension_id in self.suspensions or due.at <= self.due.at:
            return False
        self.trigger_event(self.Extended, due=due, reason=reason, suspension_id=suspension_id, **self._about())
        return True

    def _miss(self) -> None:
        self.trigger_event(self.Missed, due_at=self.due.at, late_recorded=self.late_recorded, **self._about())

    def _about(self) -> dict[str, Any]:
        return {"rule": self.rule, "subject": self.subject}

    def _refuse_when_over(self) -> None:
        if self.missed or self.status in OVER:
            raise DeadlineOver
