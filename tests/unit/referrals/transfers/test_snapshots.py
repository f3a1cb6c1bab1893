"""Long streams are kept as snapshots, which give back the same custody, transfer and referral."""

from __future__ import annotations

from infra.eventstore import snapshots
from services.referrals.cases.domain.known_grant import KnownGrant
from services.referrals.cases.domain.referral import Referral
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.domain.custody import Custody
from tests.unit.referrals.house import PERSON
from tests.unit.referrals.transfers.house import TransferHouse


def test_a_snapshot_gives_back_the_same(house: TransferHouse) -> None:
    old = house.sent()
    transfer = house.moved()
    kept = {
        Custody: Custody.create_id(PERSON), CaseTransfer: transfer.id, KnownGrant: transfer.grant_id, Referral: old.id,
    }  # fmt: skip
    for kind, found in kept.items():
        with house.store.unit_of_work() as unit:
            aggregate = unit.get(kind, found)
        restored = snapshots.restore(kind, snapshots.take(aggregate).parameters[3])
        assert vars(restored) == vars(aggregate)
