"""Waiting for a partner's answer: it is reminded, and when its time is over the office is told (DL05, PL07)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.referrals.cases.domain import standing
from services.referrals.cases.domain.standing import Matter, Status


class Waiting:
    """Decisions of a Referral; none of them ends the waiting: a late answer is still an answer."""

    status: Status
    matter: Matter | None
    response_due_at: datetime | None
    trigger_event: Callable[..., None]
    AnswerReminded: Any
    AnswerOverdue: Any
    AnswerExtended: Any

    def remind_partner(self) -> None:
        """The time to answer ends soon; whoever has answered is left in peace."""
        if self.status in standing.UNANSWERED:
            self.trigger_event(self.AnswerReminded, matter=self.matter, due_at=self.response_due_at)

    def escalate_answer(self) -> None:
        """The time to answer is over: the office is to look for another offer."""
        if self.status in standing.UNANSWERED:
            self.trigger_event(self.AnswerOverdue, matter=self.matter, due_at=self.response_due_at)

    def extend_answer(self, due_at: datetime) -> None:
        """A suspension of deadlines where the partner is gives it longer."""
        if self.status in standing.UNANSWERED:
            self.trigger_event(self.AnswerExtended, due_at=due_at)
