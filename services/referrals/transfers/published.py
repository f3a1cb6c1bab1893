"""What transfers tell the network: private event in, contract out. What goes along stays between the two offices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts import transfers as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.cases.domain.referral import Referral
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.domain.custody import Custody
from services.referrals.transfers.domain.route import Route


def _about(transfer_id: UUID, route: Route) -> dict[str, Any]:
    return {"transfer_id": transfer_id, **vars(route)}


@publishes(Custody.Moved)
def custody_moved(event: Custody.Moved, metadata: Metadata) -> out.CustodyMoved:
    return out.CustodyMoved(
        person_id=event.person_id,
        transfer_id=event.transfer_id,
        number=event.number,
        from_office_id=event.from_office_id,
        to_office_id=event.to_office_id,
        to_uf=event.to_uf,
        grant_id=event.grant_id,
        reversal=event.reversal,
    )


@publishes(CaseTransfer.Requested)
def transfer_requested(event: CaseTransfer.Requested, metadata: Metadata) -> out.TransferRequested:
    return out.TransferRequested(**_about(event.originator_id, event.route), reason=event.reason)


@publishes(CaseTransfer.Accepted)
def transfer_accepted(event: CaseTransfer.Accepted, metadata: Metadata) -> out.TransferAccepted:
    return out.TransferAccepted(**_about(event.originator_id, event.route))


@publishes(CaseTransfer.Refused)
def transfer_refused(event: CaseTransfer.Refused, metadata: Metadata) -> out.TransferRefused:
    return out.TransferRefused(**_about(event.originator_id, event.route), reason=event.reason)


@publishes(CaseTransfer.Withdrawn)
def transfer_withdrawn(event: CaseTransfer.Withdrawn, metadata: Metadata) -> out.TransferWithdrawn:
    return out.TransferWithdrawn(**_about(event.originator_id, event.route), reason=event.reason)


@publishes(CaseTransfer.Completed)
def transfer_completed(event: CaseTransfer.Completed, metadata: Metadata) -> out.TransferCompleted:
    return out.TransferCompleted(
        **_about(event.originator_id, event.route),
        number=event.number,
        kept=len(event.kept),
        reissued=len(event.reissued),
    )


@publishes(CaseTransfer.Reversed)
def transfer_reversed(event: CaseTransfer.Reversed, metadata: Metadata) -> out.TransferReversed:
    return out.TransferReversed(**_about(event.originator_id, event.route), number=event.number)


@publishes(Referral.ReissuedInNewTerritory)
def referral_reissued(event: Referral.ReissuedInNewTerritory, metadata: Metadata) -> out.ReferralReissuedInNewTerritory:
    matter = event.matter
    return out.ReferralReissuedInNewTerritory(
        old_id=event.originator_id,
        new_id=event.successor_id,
        transfer_id=event.transfer_id,
        person_id=matter.person_id,
        office_id=matter.office_id,
        partner_id=matter.partner_id,
        need_domain=matter.need_domain,
        urgency=matter.urgency,
        old_due_at=event.old_due_at,
    )
