"""How a referral begins its way: sent to a partner, or dropped while nobody was asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import ReferralMode, Urgency
from contracts.vocabulary.rights import DataClass
from services.referrals.cases.domain import refusals
from services.referrals.cases.domain.standing import Matter, Status


class Sending:
    """Decisions of a Referral."""

    status: Status
    matter: Matter | None
    person_id: UUID
    office_id: UUID
    need_domain: NeedDomain
    urgency: Urgency
    trigger_event: Callable[..., None]
    Discarded: Any
    Sent: Any

    @property
    def sent_matter(self) -> Matter:
        """What the sending fixed. Raises ReferralNotSent."""
        if self.matter is None:
            raise refusals.ReferralNotSent
        return self.matter

    def discard(self) -> None:
        """Drop a draft that nobody was sent."""
        if self.status != Status.DRAFT:
            raise refusals.ReferralAlreadySent
        self.trigger_event(self.Discarded, office_id=self.office_id)

    def send(
        self,
        partner_id: UUID,
        offer_id: UUID,
        zone: str,
        mode: ReferralMode,
        response_due_at: datetime,
        shared_fields: tuple[DataClass, ...] = (),
        grant_id: UUID | None = None,
    ) -> None:
        """Ask a partner. `zone` is the partner's; the answer is due at `response_due_at` (DL05)."""
        if self.status == Status.DISCARDED:
            raise refusals.ReferralOver
        if self.status != Status.DRAFT:
            raise refusals.ReferralAlreadySent
        if shared_fields and grant_id is None:
            raise refusals.FieldsNeedConsent
        need = (self.need_domain, self.urgency, grant_id)
        self.trigger_event(
            self.Sent,
            matter=Matter(self.person_id, self.office_id, partner_id, offer_id, *need),
            mode=mode,
            shared_fields=shared_fields,
            response_due_at=response_due_at,
            zone=zone,
        )
