"""Replay sessions: said before reading, never about the confidential zone, closed once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from infra.eventstore.store import EventStore
from infra.kernel import now
from infra.refusals import StaleVersion
from services.analytics.replays.application import ReplaysApplication
from services.analytics.replays.domain import replay_session as r

REASON = "Yearly audit of receptions entered late"


@pytest.fixture
def app() -> ReplaysApplication:
    return ReplaysApplication(EventStore.in_memory("analytics"))


def test_a_session_is_opened_and_closed(app):
    session = app.open_session("auditor-1", "intake", uuid4(), REASON, as_known_at=now() - timedelta(hours=1))
    assert app.close_session(session.id, 1).status == "closed"
    with pytest.raises(r.ReplayAlreadyClosed):
        app.close_session(session.id, 2)
    with pytest.raises(StaleVersion):
        app.close_session(session.id, 1)


@pytest.mark.parametrize("store", ["notices", "commissions", "elsewhere"])
def test_confidential_histories_leave_no_trace_here(app, store):
    with pytest.raises(r.ConfidentialHistory):
        app.open_session("auditor-1", store, uuid4(), REASON)
    assert app.store.recorder.records == []


def test_a_reason_names_nobody(app):
    with pytest.raises(r.ReasonNamesSomebody):
        app.open_session("auditor-1", "intake", uuid4(), "Complaint of CPF 529.982.247-25")


@pytest.mark.parametrize("cut", ["as_known_at", "as_true_at"])
def test_nothing_is_replayed_from_the_future(app, cut):
    with pytest.raises(r.ReplayOfTheFuture):
        app.open_session("auditor-1", "intake", uuid4(), REASON, **{cut: now() + timedelta(minutes=1)})
