"""Hand-over: what an office that closes still has to do for one person, so that another one goes on (X12, PL35)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.vocabulary.care import PlanStatus
from contracts.vocabulary.rights import ConsentScope
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.contact_details import ContactDetails


@dataclass(frozen=True)
class HandOver:
    """One plan. `grant_id` None: the person has not been asked, or does not want it.

    `reachable`: there is a contact point that is safe to use; `usable_now`: at this moment too.
    """

    plan_id: UUID
    person_id: UUID
    status: PlanStatus
    lead_professional: str | None
    review_due_at: datetime | None
    grant_id: UUID | None
    reachable: bool
    usable_now: bool


def grant_to_move(ledgers: Iterable[ConsentLedger], office_id: UUID, moment: datetime) -> UUID | None:
    """The newest consent that stands and names this office."""
    grants = [grant for ledger in ledgers for grant in ledger.grants.values()]
    standing = [
        grant
        for grant in grants
        if grant.scope is ConsentScope.TRANSFER_OFFICE and office_id in grant.recipients and grant.holds(moment)
    ]
    newest = max(standing, key=lambda grant: grant.granted_at, default=None)
    return newest.grant_id if newest else None


def reach(details: Iterable[ContactDetails], clock: str) -> tuple[bool, bool]:
    """Whether somebody can be reached without harm at all, and at this local time `HH:MM`."""
    points = [point for one in details for point in one.points.values()]
    return any(point.safe_to_contact for point in points), any(point.may_be_used(clock) for point in points)
