"""What ends a transfer that is under way, without anybody at an office: a consent, a merge, an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from contracts.vocabulary.transfers import TransferWithdrawalReason
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.known_grant import KnownGrant
from services.referrals.transfers.applications.transfers import open_among, save_ended
from services.referrals.transfers.custodies import custody_of


class TransferFollowingApplication(Application):
    def follow_withdrawal(self, grant_id: UUID, reason: TransferWithdrawalReason) -> None:
        """Who no longer agrees stays with the office that leads (PL11); a case that has moved has moved."""
        with self.unit_of_work() as unit:
            grant = unit.find(KnownGrant, grant_id)
            end_all(unit, grant.referrals if grant else (), reason)

    def follow_merge(self, person_id: UUID) -> None:
        """A record that is part of another one now is not transferred; the surviving one is asked for anew."""
        with self.unit_of_work() as unit:
            custody = custody_of(unit, person_id)
            under_way = [custody.open_transfer] if custody and custody.open_transfer else []
            end_all(unit, under_way, TransferWithdrawalReason.RECORD_MERGED)


def end_all(unit: UnitOfWork, streams: Iterable[UUID], reason: TransferWithdrawalReason) -> None:
    """Take back the transfers among these records that are under way."""
    for transfer in open_among(unit, streams):
        transfer.withdraw(reason)
        save_ended(unit, transfer)
