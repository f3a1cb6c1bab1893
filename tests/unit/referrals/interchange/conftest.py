"""The exchange on the house of a test."""

from __future__ import annotations

import pytest

from services.referrals.cases.interchange.application import InterchangeApplication
from tests.unit.referrals.house import House


@pytest.fixture
def interchange(house: House) -> InterchangeApplication:
    return InterchangeApplication(house.store)
