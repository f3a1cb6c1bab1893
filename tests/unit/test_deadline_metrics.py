"""What a timer tells: in an open store lag and counts by deadline and state, in a confidential one nothing at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from infra.deadlines.calendars import Place
from infra.deadlines.stats import TimerStats
from infra.observability.metrics import exposition

NOW = datetime(2025, 4, 17, 12, tzinfo=UTC)


def missed(rule: str, *, late_recorded: bool = False) -> SimpleNamespace:
    place = Place("America/Manaus", "AM", "1302603", "court:federal")
    return SimpleNamespace(rule=rule, place=place, missed=True, status="missed", late_recorded=late_recorded)


def test_an_open_store_shows_lag_and_breaches_by_deadline_and_state() -> None:
    stats = TimerStats("coordination")
    stats.behind(NOW, NOW - timedelta(seconds=90))
    stats.rang([missed("DL19"), missed("DL19", late_recorded=True)])
    stats.failed()
    text = exposition(confidential=False).decode()
    assert 'travessia_projection_lag_seconds{projection="coordination.deadlines"} 90.0' in text
    assert 'travessia_deadlines_total{deadline="DL19",outcome="missed",uf="AM"} 1.0' in text
    assert 'travessia_deadlines_total{deadline="DL19",outcome="late_recorded",uf="AM"} 1.0' in text
    assert 'travessia_deadline_actions_failed_total{projection="coordination.deadlines"} 1.0' in text
    assert "1302603" not in text


@pytest.mark.parametrize("store", ["notices", "commissions"])
def test_a_confidential_store_shows_nothing(store: str) -> None:
    stats = TimerStats(store)
    stats.behind(NOW, NOW - timedelta(seconds=90))
    stats.rang([missed("DL03"), missed("DL04")])
    stats.failed()
    after = exposition(confidential=False)
    for word in (b"DL03", b"DL04", f"{store}.deadlines".encode()):
        assert word not in after
    assert b"travessia_deadlines" not in exposition(confidential=True)


def test_nothing_waits_when_nothing_is_due() -> None:
    stats = TimerStats("intake")
    stats.behind(NOW, NOW + timedelta(days=1))
    assert stats.lag == 0.0
