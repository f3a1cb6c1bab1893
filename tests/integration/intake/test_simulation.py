"""A simulated network has the events that a real one has, and the same seed draws the same lives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest
from typer.testing import CliRunner

from infra.sealed import AccessContext
from infra.settings import Settings
from infra.world import now
from scripts.cli import build
from scripts.failures import UsageError
from scripts.simulating.lists import simulate_lists
from scripts.simulating.people import LAST
from scripts.simulating.playing import desk, simulate
from services.intake.people.domain.person import Person
from services.intake.people.views.follow_up_plans import FollowUpPlans

PEOPLE, OFFICES = 30, 63
READING = AccessContext("ana", "social_worker", "test", "LB_PUBLIC_POLICY")


@pytest.fixture(scope="module")
def ready(settings: Callable[[Sequence[str], str], Settings]) -> Settings:
    return settings(["intake"], "job")


def simulated(ready: Settings, seed: int) -> tuple[Counter[str], list[str], int]:
    """Events by name, the civil names, and the plans that the offices' lists show."""
    told: list[tuple[int, int]] = []
    with desk(ready) as opened:
        store = opened.intake.store
        with store.begin() as unit:
            before = unit.query("SELECT size FROM log_head")[0][0]
        offices = simulate(opened, PEOPLE, 1, seed, now(), lambda done, of: told.append((done, of)))
        assert len({place.office_id for place in offices}) == OFFICES
        assert len({place.uf for place in offices}) == 22
        assert told[-1] == (PEOPLE, PEOPLE)
        with store.begin() as unit:
            rows = unit.query(
                "SELECT topic, originator_id, metadata::jsonb ->> 'occurred_at' FROM stored_events"
                " WHERE notification_id > %s AND metadata::jsonb ->> 'actor' LIKE 'simulated%%'"
                " ORDER BY notification_id", (before,),
            )  # fmt: skip
            assert max(datetime.fromisoformat(row[2]) for row in rows) < datetime.now(UTC)
            people: list[UUID] = [row[1] for row in rows if row[0] == "intake.person.registered"]
            names = [str(n) for n in unit.open_many([unit.get(Person, p).civil_name for p in people], READING)]
            view = next(view for view in store.views.all if isinstance(view, FollowUpPlans))
            plans = sum(len(view.of_person(unit, [person], 10, None)) for person in people)
    return Counter(row[0] for row in rows), names, plans


def test_the_same_seed_draws_the_same_lives(ready: Settings) -> None:
    events, names, plans = simulated(ready, 7)
    assert events["intake.person.registered"] == len(names) == PEOPLE
    assert all(name.endswith(LAST) for name in names)
    assert events["intake.reception.completed"] >= PEOPLE
    assert plans == events["intake.follow-up-plan.opened"] > 0
    again, same, _ = simulated(ready, 7)
    assert same == names
    assert again["intake.person.race-colour-declared"] == PEOPLE


def test_who_stands_in_several_monthly_lists_has_one_case(ready: Settings) -> None:
    with desk(ready) as opened:
        store = opened.intake.store
        with store.begin() as unit:
            before = unit.query("SELECT size FROM log_head")[0][0]
        places = simulate(opened, 1, 1, 7, now(), lambda done, of: None)[:2]
        rows = simulate_lists(store, places, 3, 7, now())
        with store.begin() as unit:
            told = unit.query("SELECT topic FROM stored_events WHERE notification_id > %s", (before,))
    events = Counter(topic for (topic,) in told)
    cases, again = events["intake.pre-release-case.opened"], events["intake.pre-release-case.listed-again"]
    states = len({place.uf for place in places})
    assert (rows, cases + again, events["intake.pre-release-list.completed"]) == (60 * states, rows, 3 * states)
    assert again > cases / 2


@pytest.mark.parametrize("wrong", [["--people", "0"], ["--years", "0"], ["--years", "11"], ["--lists", "-1"]])
def test_what_cannot_be_simulated_is_refused(wrong: list[str]) -> None:
    done = CliRunner().invoke(build(), ["simulate", *wrong])
    assert isinstance(done.exception, UsageError)
