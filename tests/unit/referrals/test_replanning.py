"""PL35: an office that closes is known here from the first step on, told once or twice, in whatever order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.intake import OfficeClosed, OfficeStatusChanged
from contracts.vocabulary.offices import OfficeStatus
from services.referrals.cases.domain.office_closing import OfficeClosing
from services.referrals.cases.reactions import on_office_closed, on_office_status_changed
from services.referrals.cases.replanning import ReplanningApplication
from tests.unit.referrals.house import OFFICE, House

ANYTHING: Any = datetime(2025, 4, 17, tzinfo=UTC)
RECEIVER = uuid4()


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def app(house: House) -> ReplanningApplication:
    return ReplanningApplication(house.store)


def status(app: ReplanningApplication, to: OfficeStatus, receiver: UUID | None = RECEIVER) -> None:
    message = OfficeStatusChanged(
        office_id=OFFICE, from_status=OfficeStatus.OPEN, to_status=to, receiving_office_id=receiver
    )
    on_office_status_changed(app, message, ANYTHING)


def closed(app: ReplanningApplication, receiver: UUID | None = None) -> None:
    on_office_closed(app, OfficeClosed(office_id=OFFICE, receiving_office_id=receiver), ANYTHING)


def known(house: House) -> OfficeClosing | None:
    with house.store.unit_of_work() as unit:
        found = OfficeClosing.create_id(OFFICE)
        return unit.get(OfficeClosing, found) if unit.exists(OfficeClosing, found) else None


@pytest.mark.parametrize("to", [status for status in OfficeStatus if status is not OfficeStatus.CLOSING])
def test_another_step_of_an_office_plans_nothing_anew(
    house: House, app: ReplanningApplication, to: OfficeStatus
) -> None:
    status(app, to)
    assert known(house) is None


def test_a_closing_is_known_once_with_who_receives(house: House, app: ReplanningApplication) -> None:
    status(app, OfficeStatus.CLOSING)
    status(app, OfficeStatus.CLOSING)
    kept = known(house)
    assert kept is not None
    assert (kept.version, kept.status, kept.receiving_office_id) == (1, OfficeStatus.CLOSING, RECEIVER)


def test_a_closed_office_keeps_who_receives(house: House, app: ReplanningApplication) -> None:
    status(app, OfficeStatus.CLOSING)
    closed(app)
    closed(app)
    kept = known(house)
    assert kept is not None
    assert (kept.version, kept.status, kept.receiving_office_id) == (2, OfficeStatus.CLOSED, RECEIVER)


def test_a_closing_that_nobody_announced_is_one_too(house: House, app: ReplanningApplication) -> None:
    closed(app, RECEIVER)
    kept = known(house)
    assert kept is not None
    assert (kept.status, kept.receiving_office_id) == (OfficeStatus.CLOSED, RECEIVER)
