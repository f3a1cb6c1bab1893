"""A house of work of its own for each test."""

from __future__ import annotations

import pytest

from tests.clock import Clock
from tests.unit.referrals.work.house import WorkHouse


@pytest.fixture
def house(clock: Clock) -> WorkHouse:
    return WorkHouse()
