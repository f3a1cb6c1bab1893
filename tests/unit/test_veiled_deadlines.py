"""When the timer looks at a confidential deadline tells no time zone, and is never before its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infra.deadlines.veiled import GRID, VeiledDeadlines, looked_at

ZONES = ("America/Noronha", "America/Sao_Paulo", "America/Manaus", "America/Rio_Branco")


def test_the_same_day_ends_at_the_same_stroke_everywhere() -> None:
    ends = [datetime(2025, 5, 17, 23, 59, 59, tzinfo=ZoneInfo(zone)).astimezone(UTC) for zone in ZONES]
    looks = {looked_at("DL04", end) for end in ends}
    assert looks == {datetime(2025, 5, 18, 6, tzinfo=UTC)}
    assert all(end <= look < end + GRID for end in ends for look in looks)


def test_a_stroke_itself_and_hours_are_kept() -> None:
    stroke = datetime(2025, 5, 18, 6, tzinfo=UTC)
    assert looked_at("DL04", stroke) == stroke
    assert looked_at("DL03", stroke + timedelta(minutes=7)) == stroke + timedelta(minutes=7)


def test_nobody_lists_the_deadlines_of_a_state() -> None:
    with pytest.raises(NotImplementedError):
        VeiledDeadlines().of_territory(None, "AM", None, None, None, 1)  # type: ignore[arg-type]
