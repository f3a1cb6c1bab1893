"""How a partner answers: it has seen the referral, takes the person now or when a place is free, or declines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from contracts.vocabulary.network import DeclineReason
from services.referrals.cases.domain import refusals, standing
from services.referrals.cases.domain.standing import Matter, Status


class Answering:
    """Decisions of a Referral."""

    status: Status
    matter: Matter | None
    response_due_at: datetime | None
    trigger_event: Callable[..., None]
    Received: Any
    Accepted: Any
    Declined: Any
    Waitlisted: Any

    def receive(self) -> None:
        """The partner has seen it."""
        standing.refuse_unless_unanswered(self.status)
        if self.status == Status.RECEIVED:
            raise refusals.ReferralAlreadyReceived
        self.trigger_event(self.Received, matter=self.matter)

    def accept(self) -> None:
        """The partner takes the person, also out of its waiting list."""
        standing.refuse_unless_acceptable(self.status)
        self.trigger_event(self.Accepted, matter=self.matter, in_time=self._in_time)

    def decline(self, reason: DeclineReason) -> None:
        """Also somebody who waited in vain."""
        standing.refuse_unless_acceptable(self.status)
        self.trigger_event(self.Declined, matter=self.matter, reason=reason, in_time=self._in_time)

    def waitlist(self) -> None:
        """Every place is taken, and the partner takes the person when one is free."""
        standing.refuse_unless_unanswered(self.status)
        self.trigger_event(self.Waitlisted, matter=self.matter, in_time=self._in_time)

    @property
    def _in_time(self) -> bool:
        """Who was put on the waiting list in time has been answered in time."""
        return self.status == Status.WAITLISTED or standing.in_time(self.response_due_at)
