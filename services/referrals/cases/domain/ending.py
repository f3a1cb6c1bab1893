"""The ends of a referral: completed, interrupted, given up because nobody answered, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from contracts.vocabulary.network import CancelledBy, InterruptionReason, ReferralOutcome
from infra.kernel import happening
from services.referrals.cases.domain import refusals, standing
from services.referrals.cases.domain.standing import Matter, Status


class Ending:
    """Decisions of a Referral."""

    status: Status
    matter: Matter | None
    response_due_at: datetime | None
    trigger_event: Callable[..., None]
    Completed: Any
    Interrupted: Any
    Expired: Any
    Cancelled: Any

    def complete(self, outcome: ReferralOutcome) -> None:
        """End it; the partner may read the shared fields for 30 days more (CONF-31)."""
        standing.refuse_unless_under_way(self.status)
        until = happening() + standing.READABLE_AFTER_COMPLETION
        self.trigger_event(self.Completed, matter=self.matter, outcome=outcome, readable_until=until)

    def interrupt(self, reason: InterruptionReason) -> None:
        """It stops before its end, whoever stops it; the partner may still read for 30 days (CONF-31)."""
        standing.refuse_unless_under_way(self.status)
        until = happening() + standing.READABLE_AFTER_COMPLETION
        self.trigger_event(self.Interrupted, matter=self.matter, reason=reason, readable_until=until)

    def expire(self) -> None:
        """Give up waiting for an answer, once its time is over (DL05)."""
        standing.refuse_unless_unanswered(self.status)
        if standing.in_time(self.response_due_at):
            raise refusals.AnswerStillDue
        self.trigger_event(self.Expired, matter=self.matter)

    def cancel(self, by: CancelledBy) -> None:
        """Take a sent referral back, whatever its partner has answered so far."""
        if self.status == Status.DRAFT:
            raise refusals.ReferralNotSent
        if self.status in standing.OVER:
            raise refusals.ReferralOver
        self.trigger_event(self.Cancelled, matter=self.matter, by=by)
