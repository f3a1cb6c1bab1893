"""A house for each test with a person whose case may move."""

from __future__ import annotations

import pytest

from tests.clock import Clock
from tests.unit.referrals.transfers.house import TransferHouse


@pytest.fixture
def house(clock: Clock) -> TransferHouse:
    return TransferHouse()
