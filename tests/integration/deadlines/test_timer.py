"""The timer on the real database: in order, once with two replicas, after a stop, and not stopped by a bug."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.vocabulary.network import Urgency
from infra.deadlines.deadline import deadline_id
from infra.eventstore.store import EventStore
from services.referrals.cases.application import CasesApplication
from tests.integration.deadlines.conftest import Town

TOPICS = "^referrals\\.(deadline\\.(approaching|missed)|referral\\.answer-(reminded|overdue))$"


def since(store: EventStore, position: int) -> list[tuple[UUID, str, datetime]]:
    """What the timer recorded behind a position of the log, in its order: stream, event, when it happened."""
    with store.begin() as unit:
        rows = unit.query(
            "SELECT originator_id, topic, metadata::json ->> 'occurred_at' FROM stored_events"
            " WHERE notification_id > %s AND topic ~ %s ORDER BY notification_id",
            (position, TOPICS),
        )
    return [(row[0], row[1].rsplit(".", 1)[1], datetime.fromisoformat(row[2])) for row in rows]


def head(store: EventStore) -> int:
    with store.begin() as unit:
        return int(unit.query("SELECT size FROM log_head")[0][0])


def test_nothing_rings_before_its_time(town: Town) -> None:
    referral = town.send()
    town.clock.pass_by(hours=2, minutes=59)
    town.one.turn()
    assert town.kept(referral).status == "open"


def test_it_approaches_reminds_is_missed_and_escalated(town: Town) -> None:
    referral = town.send()
    town.clock.pass_by(hours=3)
    town.one.turn()
    assert town.told(referral)[-1] == "AnswerReminded"
    town.clock.pass_by(hours=1)
    town.one.turn()
    town.one.turn()
    assert town.told(referral)[-1] == "AnswerOverdue"
    assert town.told(deadline_id("referrals", "DL05", referral)) == ["Started", "Approaching", "Missed"]


def test_after_a_stop_it_catches_up_in_the_order_of_time(town: Town) -> None:
    """Approaching and missed of several deadlines are interleaved as they would have been."""
    before = head(town.one.store)
    slow = [town.send(Urgency.WEEK) for _ in range(3)]
    quick = [town.send() for _ in range(3)]
    town.clock.pass_by(days=30)
    town.two.turn()
    rung = since(town.one.store, before)
    moments = [at for _, _, at in rung]
    assert moments == sorted(moments)
    expected = {(deadline_id("referrals", "DL05", referral), kind) for referral in (*slow, *quick)
                for kind in ("approaching", "missed")}  # fmt: skip
    assert {(stream, kind) for stream, kind, _ in rung if kind in ("approaching", "missed")} == expected
    assert len(rung) == 2 * len(expected)
    assert moments[-1] == town.kept(slow[-1]).due.at


def test_it_happened_when_it_was_due_and_was_recorded_now(town: Town) -> None:
    referral = town.send()
    town.clock.pass_by(days=3)
    town.one.turn()
    with town.one.store.begin() as unit:
        missed = unit.history(deadline_id("referrals", "DL05", referral))[-1]
    assert missed.metadata.occurred_at == datetime(2025, 4, 17, 16, 0, tzinfo=UTC)
    assert (missed.metadata.role, missed.metadata.tenant.uf) == ("timer", town.home.uf)


def test_two_replicas_at_once_ring_each_deadline_once(town: Town) -> None:
    before = head(town.one.store)
    referrals = [town.send() for _ in range(40)]
    town.clock.pass_by(days=1)
    with ThreadPoolExecutor(8) as threads:
        turns = [threads.submit(copy_context().run, replica.turn) for replica in (town.one, town.two) * 4]
        for turn in turns:
            turn.result()
    town.one.turn()
    rung = since(town.one.store, before)
    assert len(rung) == len({(stream, kind) for stream, kind, _ in rung}) == 4 * len(referrals)


def test_an_answer_in_time_stops_it(town: Town) -> None:
    referral = town.send()
    town.one.cases.accept_referral(referral, town.one.cases.referral(referral).version)
    town.clock.pass_by(days=9)
    town.one.turn()
    assert town.told(referral)[-1] == "Accepted"
    assert town.kept(referral).status == "met"


def test_a_bug_in_an_action_holds_up_neither_its_deadline_nor_others(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky, lucky = town.send(), town.send()
    whole = CasesApplication.escalate_answer

    def broken(app: CasesApplication, referral_id: UUID) -> Any:
        if referral_id == unlucky:
            raise ArithmeticError
        whole(app, referral_id)

    monkeypatch.setattr(CasesApplication, "escalate_answer", broken)
    town.clock.pass_by(days=1)
    town.one.turn()
    assert town.kept(unlucky).missed
    assert town.told(unlucky)[-1] == "AnswerReminded"
    assert town.told(lucky)[-1] == "AnswerOverdue"


def test_the_lag_is_the_age_of_the_oldest_that_waits(town: Town) -> None:
    town.send()
    town.clock.pass_by(hours=3, seconds=90)
    town.one.turn()
    assert town.one.timer.stats.lag == pytest.approx(90.0)
    town.one.turn()
    assert town.one.timer.stats.lag == 0.0


def test_the_clock_may_be_shifted(town: Town) -> None:
    """TRAVESSIA_CLOCK is a shift of infra.world, which is all that the timer looks at."""
    referral = town.send()
    town.clock.instant += timedelta(days=400)
    town.one.turn()
    assert town.kept(referral).missed
