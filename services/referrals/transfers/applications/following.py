"""What ends a transfer that is under way, without anybody at an office: a consent, a merge, an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.transfers import TransferWithdrawalReason
from infra.application import Application
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.known_grant import KnownGrant
from services.referrals.transfers.applications.records import RecordsOfCase
from services.referrals.transfers.applications.transfers import open_among, save_ended
from services.referrals.transfers.custodies import custody_of
from services.referrals.transfers.taking_over import Move, take_over


class TransferFollowingApplication(Application):
    def __init__(self, store: EventStore) -> None:
        super().__init__(store)
        self.records = RecordsOfCase(self)

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

    def follow_undoing(self, person_id: UUID, survivor_id: UUID, office_id: UUID, uf: UF) -> None:
        """What went along with the surviving record is followed by the office that leads this one again (PL15)."""
        with self.unit_of_work() as unit:
            custody = custody_of(unit, survivor_id)
            if custody is None or custody.last_transfer is None or custody.lead == office_id:
                return
            streams = self.records.of_record(unit, person_id)
            take_over(unit, streams, Move(custody.last_transfer, custody.lead, office_id, uf))


def end_all(unit: UnitOfWork, streams: Iterable[UUID], reason: TransferWithdrawalReason) -> None:
    """Take back the transfers among these records that are under way."""
    for transfer in open_among(unit, streams):
        transfer.withdraw(reason)
        save_ended(unit, transfer)
