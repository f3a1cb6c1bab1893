"""Who may do what of a transfer, by the claims of a credential; what is another office's does not exist."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from infra.kernel import NotFound
from infra.web.caller import Caller
from services.referrals.transfers import access
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from tests.unit.referrals.house import OFFICE
from tests.unit.referrals.transfers.house import NEW, THIRD, TransferHouse


def of(office: UUID) -> Caller:
    return Caller("somebody", "social_worker", "client", frozenset(), offices=(office,))


@pytest.mark.parametrize(
    ("may", "asked_by_the_leading", "asked_by_the_receiving"),
    [
        (access.takes_part, (OFFICE, NEW), (OFFICE, NEW)),
        (access.hands_over, (OFFICE,), (OFFICE, NEW)),
        (access.receives, (NEW,), (NEW,)),
    ],
)
def test_each_side_does_its_own(
    house: TransferHouse,
    may: Callable[[Caller, CaseTransfer], None],
    asked_by_the_leading: tuple[UUID, ...],
    asked_by_the_receiving: tuple[UUID, ...],
) -> None:
    for requested_by, allowed in ((OFFICE, asked_by_the_leading), (NEW, asked_by_the_receiving)):
        transfer = house.requested(requested_by=requested_by)
        for office in (OFFICE, NEW, THIRD):
            if office in allowed:
                may(of(office), transfer)
            else:
                with pytest.raises(NotFound):
                    may(of(office), transfer)
        house.withdrawn(transfer)


def test_the_office_that_leads_asks_and_the_receiver_of_one_that_closes(house: TransferHouse) -> None:
    assert access.asks(of(OFFICE), OFFICE, None) == OFFICE
    assert access.asks(of(NEW), OFFICE, NEW) == NEW
    for receiver in (None, uuid4()):
        with pytest.raises(NotFound):
            access.asks(of(NEW), OFFICE, receiver)
