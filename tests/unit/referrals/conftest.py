"""A house of its own for each test, on a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from infra import world
from tests.clock import Clock
from tests.unit.referrals.house import NOON, House


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    clock = Clock(NOON)
    with world.use(clock):
        yield clock


@pytest.fixture
def house(clock: Clock) -> House:
    return House()
