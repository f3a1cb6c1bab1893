"""What the person says afterwards, if she wants to: how it was, and whether she was treated as everybody is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.referrals.cases.domain import refusals, standing
from services.referrals.cases.domain.standing import Matter, Status


class Afterwards:
    """Decisions of a Referral."""

    status: Status
    matter: Matter | None
    feedback: int | None
    discrimination_reported: bool
    trigger_event: Callable[..., None]
    PersonFeedbackRecorded: Any
    PartnerDiscriminationReported: Any

    def record_feedback(self, score: int) -> None:
        """1 to 5, once something was begun; said again, the last word counts."""
        self._refuse_unless_met()
        self.trigger_event(self.PersonFeedbackRecorded, matter=self.matter, score=score)

    def report_discrimination(self) -> None:
        """At any time after the sending: being turned away may be the thing itself. Recorded once."""
        if self.status in (Status.DRAFT, Status.DISCARDED):
            raise refusals.ReferralNotSent
        if self.discrimination_reported:
            raise refusals.DiscriminationAlreadyReported
        self.trigger_event(self.PartnerDiscriminationReported, matter=self.matter)

    def _refuse_unless_met(self) -> None:
        if self.status not in (*standing.UNDER_WAY, Status.COMPLETED, Status.INTERRUPTED):
            raise refusals.ReferralNotAccepted
