"""A house whose clock stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from infra import world
from tests.clock import Clock
from tests.unit.intake.follow_up.house import NOON, House


@pytest.fixture
def clock() -> Iterator[Clock]:
    still = Clock(NOON)
    with world.use(still):
        yield still


@pytest.fixture
def house(clock: Clock) -> House:
    return House()
