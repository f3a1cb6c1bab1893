"""When a consent is withdrawn: the referral is suspended, and what was shared is recalled (R5, DL17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from contracts.vocabulary.network import ReferralOutcome, SuspensionReason
from infra.kernel import now
from services.referrals.cases.domain import refusals, standing
from services.referrals.cases.domain.standing import Matter, Status

CLOSED = (SuspensionReason.PARTNER_CLOSED, SuspensionReason.SITE_CLOSED)


class Recall:
    """Decisions of a Referral."""

    status: Status
    matter: Matter | None
    sent_matter: Any
    recall_due_at: datetime | None
    recall_confirmed: bool
    suspended_for: SuspensionReason | None
    readable_until: datetime | None
    trigger_event: Callable[..., None]
    Suspended: Any
    SharedDataRecallSent: Any
    SharedDataRecallConfirmed: Any
    RecallOverdue: Any
    RecallExtended: Any

    def follow_withdrawal(
        self, confirm_by: datetime, reason: SuspensionReason = SuspensionReason.CONSENT_WITHDRAWN
    ) -> None:
        """The consent is gone: suspend what is open and recall what was shared, also of an ended referral (R5).

        It counts as the person's own decision and never as a failure (X01). The partner confirms until
        `confirm_by` (DL17). Does nothing the second time.
        """
        self._stop(confirm_by, reason, ReferralOutcome.PERSON_DECLINED)

    def follow_closing(self, confirm_by: datetime, reason: SuspensionReason) -> None:
        """The partner or its site has closed: the need is there, only this way is not (PL12)."""
        self._stop(confirm_by, reason, ReferralOutcome.NO_CAPACITY)

    def _stop(self, confirm_by: datetime, reason: SuspensionReason, counts_as: ReferralOutcome) -> None:
        matter = self.sent_matter
        if self.status in standing.OPEN:
            self.trigger_event(self.Suspended, matter=matter, reason=reason, counts_as=counts_as)
        if self.recall_due_at is None:
            self.trigger_event(self.SharedDataRecallSent, matter=matter, confirm_by=confirm_by)

    def confirm_recall(self) -> None:
        """The partner has deleted what it held (DL17)."""
        if self.recall_due_at is None or self.recall_confirmed:
            raise refusals.NothingToConfirm
        in_time = standing.in_time(self.recall_due_at)
        self.trigger_event(self.SharedDataRecallConfirmed, matter=self.matter, in_time=in_time)

    def escalate_recall(self) -> None:
        """The time to confirm the deletion is over: the office is to ask (X01)."""
        if not self.recall_confirmed:
            self.trigger_event(self.RecallOverdue, matter=self.matter, due_at=self.recall_due_at)

    def extend_recall(self, due_at: datetime) -> None:
        """A suspension of deadlines where the partner is gives it longer to confirm."""
        if not self.recall_confirmed:
            self.trigger_event(self.RecallExtended, due_at=due_at)

    def refuse_unless_readable(self) -> None:
        """Raises the refusal that closes the shared fields to the partner at this moment (CONF-31, CONF-36)."""
        if self.recall_due_at is not None:
            raise refusals.SharingOver if self.suspended_for in CLOSED else refusals.ConsentWithdrawn
        if self.status in standing.OPEN:
            return
        if self.readable_until is None or self.readable_until <= now():
            raise refusals.SharingOver
