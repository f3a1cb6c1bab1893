"""Plays the lives of a simulated network into intake: in bulk, by the same commands and with the same events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

from infra.application import repeated
from infra.composition import close_store, open_store
from infra.eventstore.pool import fill
from infra.eventstore.postgres import PostgresRecorder
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.settings import Settings
from scripts.services import definition
from scripts.simulating.lives import Desk, Life
from scripts.simulating.people import somebody
from scripts.simulating.places import Place, opened
from services.intake.people.applications.assessments import AssessmentsApplication
from services.intake.people.applications.consents import ConsentsApplication
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.applications.plans import PlansApplication

# Lives in one commit: enough to be quick, few enough that others do not wait for the head of the log.
AT_ONCE = 20
KEYS = 1000
OPENS, OPEN_MINUTES, SATURDAY = 11, 540, 5
# What begins goes on for a while: no visit begins so late that it would end in the future.
VISIT = timedelta(hours=3)


@contextmanager
def desk(settings: Settings) -> Iterator[Desk]:
    """Intake's applications on the databases of a stack."""
    store = open_store(definition("intake"), settings)
    try:
        yield Desk(
            IntakeApplication(store), ConsentsApplication(store), AssessmentsApplication(store), PlansApplication(store)
        )
    finally:
        close_store(store)


def simulate(
    desk: Desk, people: int, years: float, seed: int, now: datetime, advance: Callable[[int, int], None]
) -> list[Place]:
    """So many people in the years before `now`, at 63 new offices; `advance(done, of)` is told how far it is.

    The same seed draws the same lives; ids are new each time, so that a second run is a second network.
    """
    random = Random(seed)  # noqa: S311  seeded on purpose: nothing secret
    with acting(Metadata(actor="simulated", role="operator", occurred_at=now - timedelta(days=365 * years + 1))):
        places = [*opened(desk.intake, random)]
    weights = [random.uniform(0.5, 2) for _ in places]
    days = sorted(_instant(random, now, years) for _ in range(people))
    for begin in range(0, people, AT_ONCE):
        chosen = random.choices(places, weights, k=len(days[begin : begin + AT_ONCE]))
        drawn = [*zip(days[begin:], chosen, [random.getrandbits(64) for _ in chosen], strict=False)]
        _together(desk, drawn, now - VISIT)
        advance(begin + len(drawn), people)
    return places


def _together(desk: Desk, drawn: list[tuple[datetime, Place, int]], until: datetime) -> None:
    store = desk.intake.store
    _enough_keys(store)

    def attempt() -> None:
        with store.unit_of_work():
            for day, place, own in drawn:
                random = Random(own)  # noqa: S311  as above; of its own, so that a repetition draws the same
                Life(desk, random, place, day, until).live(somebody(random, day.date()))

    repeated(store, attempt)


def _enough_keys(store: EventStore) -> None:
    """Each person needs a key of their own, and the worker makes fewer than a simulation takes."""
    if isinstance(store.recorder, PostgresRecorder):
        fill(store.recorder.database, store.vault.keys, KEYS)


def _instant(random: Random, now: datetime, years: float) -> datetime:
    """A moment of an office day before today: no weekend, from 8 to 17 by Brasília."""
    today = now.replace(hour=OPENS, minute=0, second=0, microsecond=0)
    while True:
        day = today - timedelta(days=random.randrange(1, max(round(365 * years), 8)))
        if day.weekday() < SATURDAY:
            return day + timedelta(minutes=random.randrange(OPEN_MINUTES))
