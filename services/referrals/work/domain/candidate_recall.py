"""When a consent ends: a candidacy under way ends with it, and what the employer was shown is recalled (DL17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import DataClass
from contracts.vocabulary.work import CandidacyEnd, NotSelectedReason
from infra.kernel import happening
from services.referrals.work.domain import candidate_refusals as refusals


class CandidateRecall:
    """Decisions of a Candidate."""

    candidacy: Any
    grant_id: UUID
    status: Any
    shared_fields: tuple[DataClass, ...]
    recall_due_at: datetime | None
    recall_confirmed: bool
    trigger_event: Callable[..., None]
    withdraw: Callable[..., None]
    do_not_select: Callable[..., None]
    SharedDataRecallSent: Any
    SharedDataRecallConfirmed: Any
    RecallOverdue: Any
    RecallExtended: Any

    def follow_withdrawal(self, confirm_by: datetime, reason: CandidacyEnd) -> None:
        """End what waits for the employer and recall what it was shown; who has the work keeps it.

        Does nothing the second time.
        """
        if self.status == "presented":
            self.withdraw(reason)
        self._recall(confirm_by)

    def follow_closing(self, confirm_by: datetime) -> None:
        """The employer closes for good: it takes nobody any more, and deletes what it was shown (PL12)."""
        if self.status == "presented":
            self.do_not_select(NotSelectedReason.EMPLOYER_CLOSED)
        self._recall(confirm_by)

    def _recall(self, confirm_by: datetime) -> None:
        if self.shared_fields and self.recall_due_at is None:
            self.trigger_event(
                self.SharedDataRecallSent, candidacy=self.candidacy, grant_id=self.grant_id, confirm_by=confirm_by
            )

    def confirm_recall(self) -> None:
        """The employer has deleted what it held. Raises NoRecallToConfirm."""
        if self.recall_due_at is None or self.recall_confirmed:
            raise refusals.NoRecallToConfirm
        in_time = happening() <= self.recall_due_at
        self.trigger_event(
            self.SharedDataRecallConfirmed, candidacy=self.candidacy, grant_id=self.grant_id, in_time=in_time
        )

    def escalate_recall(self) -> None:
        """The time to confirm the deletion is over: the office is to ask (X01)."""
        if self._waits_for_confirmation:
            self.trigger_event(self.RecallOverdue, candidacy=self.candidacy, due_at=self.recall_due_at)

    def extend_recall(self, due_at: datetime) -> None:
        """A suspension of deadlines where the employer is gives it longer to confirm."""
        if self._waits_for_confirmation:
            self.trigger_event(self.RecallExtended, due_at=due_at)

    @property
    def _waits_for_confirmation(self) -> bool:
        return self.recall_due_at is not None and not self.recall_confirmed
