"""Long streams are kept as snapshots, which give back the same aggregate."""

from __future__ import annotations

import pytest

from contracts.vocabulary.partners import Directory
from infra.eventstore import snapshots
from infra.kernel import Aggregate
from services.referrals.cases.domain.known_grant import KnownGrant
from services.referrals.cases.domain.referral import Referral
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer
from tests.unit.referrals.house import GRANT, NOON, TODAY, House


@pytest.mark.parametrize("kind", [Partner, ServiceOffer, Referral, KnownGrant])
def test_a_snapshot_gives_back_the_same_aggregate(house: House, kind: type[Aggregate]) -> None:
    referral = house.accepted()
    matter = referral.sent_matter
    house.network.link_directory_entry(matter.partner_id, 3, Directory.ESV_APP, "https://example.org/1", TODAY)
    house.cases.schedule_appointment(referral.id, referral.version, NOON.replace(hour=20))
    ids = {Partner: matter.partner_id, ServiceOffer: matter.offer_id, Referral: referral.id, KnownGrant: GRANT}
    with house.store.unit_of_work() as unit:
        aggregate = unit.get(kind, ids[kind])
    restored = snapshots.restore(kind, snapshots.take(aggregate).parameters[3])
    assert vars(restored) == vars(aggregate)
