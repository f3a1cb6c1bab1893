"""Monthly lists of people about to leave prison, for an office of each state: most were in the list before."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from contracts.vocabulary.release import CivilDocument, ReleaseListSource, ReleaseProgramme
from infra.application import repeated
from infra.eventstore.pool import fill
from infra.eventstore.postgres import PostgresRecorder
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from scripts.simulating.people import FIRST, LAST, MIDDLE
from scripts.simulating.places import Place
from services.intake.people.applications.pre_release_lists import PreReleaseListsApplication

# A guess of ours: who is on a list, and who of them has not left prison by the next one.
ROWS, STAYING, LACKING = 20, 0.65, 0.5
MONTH = timedelta(days=30)
DOCUMENTS = tuple(CivilDocument)


@dataclass(frozen=True)
class Inmate:
    """Somebody made up. The number is new in each run, so that a second run is about other people."""

    name: str
    rji: str
    leaves_on: date
    missing: tuple[CivilDocument, ...]

    def row(self, number: int) -> dict[str, Any]:
        return {
            "row": number, "name": self.name, "rji": self.rji, "expected_release_on": self.leaves_on,
            "missing_documents": self.missing, "reference": None, "birth_date": None, "prison_unit": None,
            "cpf": None, "race_code": None,
        }  # fmt: skip


def simulate_lists(store: EventStore, places: Iterable[Place], months: int, seed: int, now: datetime) -> int:
    """So many monthly lists before `now` for the first office of each state. Gives how many rows they had."""
    random, lists = Random(seed), PreReleaseListsApplication(store)  # noqa: S311  as for the lives
    taken = 0
    for place in {place.uf: place for place in reversed([*places])}.values():
        inside: list[Inmate] = []
        for month in range(months, 0, -1):
            day = now - month * MONTH
            staying = [one for one in inside if random.random() < STAYING]
            inside = [*staying, *(_inmate(random, day.date()) for _ in range(ROWS - len(staying)))]
            if isinstance(store.recorder, PostgresRecorder):
                fill(store.recorder.database, store.vault.keys, 2 * ROWS)
            with acting(Metadata(actor="simulated", role="operator", occurred_at=day)):
                _imported(lists, place, inside)
            taken += len(inside)
    return taken


def _imported(lists: PreReleaseListsApplication, place: Place, inside: list[Inmate]) -> None:
    """Announced, taken and completed in one commit."""

    def attempt() -> None:
        with lists.store.unit_of_work():
            source, programme = ReleaseListSource.SEEU_MDC, ReleaseProgramme.BR
            opened = lists.open_list(place.office_id, source, programme, len(inside), None, ())
            taken = lists.take_rows(opened.id, 1, [one.row(number) for number, one in enumerate(inside, 1)])
            lists.complete(opened.id, taken.version, 0)

    repeated(lists.store, attempt)


def _inmate(random: Random, day: date) -> Inmate:
    kind = "woman" if random.random() < 0.1 else "man"
    name = f"{random.choice(FIRST[kind])} {random.choice(MIDDLE)} {random.choice(LAST)}"
    lacks = random.random() < LACKING
    missing = tuple(sorted(random.sample(DOCUMENTS, random.randint(1, 2)))) if lacks else ()
    leaves = day + timedelta(days=random.randrange(30, 180))
    return Inmate(name, str(10**9 + secrets.randbelow(9 * 10**9)), leaves, missing)
