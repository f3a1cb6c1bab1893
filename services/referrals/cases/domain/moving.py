"""When the person's case moves to another office: a referral goes along, or is issued anew in the new territory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from services.referrals.cases.domain import standing
from services.referrals.cases.domain.standing import Matter, Status


class Moving:
    """Decisions of a Referral."""

    status: Status
    matter: Matter | None
    office_id: UUID
    response_due_at: datetime | None
    trigger_event: Callable[..., None]
    TakenOver: Any
    ReissuedInNewTerritory: Any

    def take_over(self, office_id: UUID, uf: UF, transfer_id: UUID) -> None:
        """The office that leads the case from now on follows the referral, also one that has ended."""
        self.trigger_event(self.TakenOver, office_id=office_id, uf=uf.value, transfer_id=transfer_id)

    def reissue(self, successor_id: UUID, transfer_id: UUID) -> None:
        """A local offer does not travel: this ends here, and a new draft stands for the need (B.2.3).

        The day by which the partner had to answer stays known, for audit. Raises ReferralOver and what else closes it.
        """
        standing.refuse_unless_live(self.status)
        self.trigger_event(
            self.ReissuedInNewTerritory,
            matter=self.matter,
            successor_id=successor_id,
            transfer_id=transfer_id,
            old_due_at=self.response_due_at,
        )
