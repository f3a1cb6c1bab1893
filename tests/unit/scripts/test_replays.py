"""How moments are read, and how values of a replay are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from infra.auditing.moments import AsOf
from infra.auditing.showing import readable
from infra.sealed import Sealed
from scripts import replays
from scripts.failures import UsageError
from tests.unit.kernel.toys import Size, Stop


def test_a_recording_is_named_by_instant_or_version() -> None:
    assert replays.moments("3", None) == (3, None)
    assert replays.moments("2025-04-17T12:00:00Z", "2025-04-17T09:00:00-03:00") == (
        datetime(2025, 4, 17, 12, tzinfo=UTC),
        datetime(2025, 4, 17, 12, tzinfo=UTC),
    )
    assert replays.moments(None, None) == (None, None)


@pytest.mark.parametrize("text", ["soon", "2025-04-17T12:00:00", "-1"])
def test_an_instant_needs_a_zone(text: str) -> None:
    with pytest.raises(UsageError):
        replays.moments(text, None)
    with pytest.raises(UsageError):
        replays.moments(None, text)


def test_a_difference_has_two_moments() -> None:
    found = replays.question(None, None, None, "1..2025-04-17T12:00:00Z").between
    assert found == (AsOf(recorded=1), AsOf(recorded=datetime(2025, 4, 17, 12, tzinfo=UTC)))


@pytest.mark.parametrize("arguments", [(None, None, None, "1"), (None, None, None, "..2"), ("1", None, None, "1..2")])
def test_half_a_difference_is_refused(arguments: tuple[str | None, ...]) -> None:
    with pytest.raises(UsageError):
        replays.question(*arguments)


def test_sealed_values_stay_sealed_at_any_depth() -> None:
    shown = readable({UUID(int=1): [Sealed.of("Canária"), (Sealed.of("x"),)]})
    assert shown == {str(UUID(int=1)): ["[sealed]", ["[sealed]"]]}


def test_values_are_json_values() -> None:
    stop = Stop("Porto", date(2025, 4, 17), Decimal("1.50"))
    assert readable([stop, Size.SMALL, True, None, 1.5, datetime(2025, 4, 17, tzinfo=UTC)]) == [
        {"place": "Porto", "on": "2025-04-17", "fee": "1.50"}, "small", True, None, 1.5, "2025-04-17T00:00:00Z",
    ]  # fmt: skip
