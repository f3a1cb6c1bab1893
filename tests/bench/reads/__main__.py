"""`python -m tests.bench.reads [--reads N]`: reads a person's page and shared fields, with and without the record."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any
from uuid import UUID, uuid4

from infra.eventstore import vault
from infra.observability.logs import configure
from infra.sealed import AccessContext, Label
from infra.settings import Settings
from infra.web.host import EXTENSION
from scripts import migrate, tokens
from scripts.services import room
from scripts.stack.credentials import AUDIENCE, ISSUER
from scripts.stack.stack import Stack
from scripts.stack.supervisor import infrastructure
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.domain.person import Person
from tests.http import Api

BATCH = 50
OPENING = AccessContext("bench", "social_worker", "bench", "LB_PUBLIC_POLICY", recipient=UUID(int=7))


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-reads", description=__doc__)
    parser.add_argument("--reads", type=int, default=500)
    reads = parser.parse_args().reads
    configure("bench", sys.stderr, level=40)
    with infrastructure("bench-reads") as stack:
        migrate.main(stack.environment())
        for line in Bench(stack).measured(reads):
            sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"load average after: {os.getloadavg()[0]:.1f}\n")
    return 0


class Bench:
    """One intake app in this process, a person of it, and a consent to share with a partner."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        vars(vault)["ON_RECORD"] = frozenset(Label)  # a name (C2) too, or the page would have no record to leave out
        app = room("intake", "app").make(Settings.from_environment(stack.environment(), ["intake"], "api"))
        self.app: IntakeApplication = app.extensions[EXTENSION].application(IntakeApplication)
        self.api, self.partner = Api(app.test_client()), str(uuid4())
        coordinator = self._token("office_coordinator", uf=("AM",))
        body = {"name": "P", "level": "state", "uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus"}
        office = self.api.post("/v1/offices", body, coordinator).id
        self.staff = self._token("social_worker", uf=("AM",), office=(office,))
        self.service = self._token("service", subject="urn:travessia:referrals")
        self.persons = [self._person() for _ in range(BATCH)]
        consent = {
            "scope": "SHARE_WITH_PARTNER", "recipients": [self.partner], "data_classes": ["accessibility_needs"],
        }  # fmt: skip
        self.grant = self.api.post(f"/v1/persons/{self.persons[0]}/consents", consent, self.staff).id

    def _token(self, role: str, **claims: Any) -> str:
        now = int(time.time())
        grant = tokens.Grant(role=role, **claims)
        payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=now, seconds=3600)
        return tokens.sign(payload, self.stack.credentials.key_file)

    def _person(self) -> str:
        body = {"client_types": ["released"], "social_name": "Dandara", "accessibility_needs": "Libras"}
        return self.api.post("/v1/persons", body, self.staff).id

    def measured(self, reads: int) -> Iterator[str]:
        """One line for each pair: without the record, with it, and the ratio of medians."""
        pairs: Sequence[tuple[str, Callable[[], object], int]] = (
            ("GET person page, if names were on record", self._page, reads),
            ("GET shared fields (C3)", self._shared, reads),
            (f"{BATCH} C3 values opened at once", self._many, max(reads // 5, 20)),
        )
        for name, read, count in pairs:
            with_record, without = self._in_turns(read, count)
            ratio = median(with_record) / median(without)
            figures = {"without_ms": _figures(without), "with_ms": _figures(with_record), "ratio": round(ratio, 2)}
            yield json.dumps({"read": name, **figures})

    def _in_turns(self, read: Callable[[], object], count: int) -> tuple[list[float], list[float]]:
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(2 * count + 20):
            if number % 2:
                with self._unrecorded():
                    seconds = _timed(read)
            else:
                seconds = _timed(read)
            if number >= 20:
                times[number % 2].append(seconds * 1000)
        return times

    @contextmanager
    def _unrecorded(self) -> Iterator[None]:
        """As if the vault kept no journal: for the comparison alone."""
        journal = self.app.store.vault.journal
        vars(journal)["write"] = lambda *_: None
        try:
            yield
        finally:
            del vars(journal)["write"]

    def _page(self) -> None:
        assert self.api.get(f"/v1/persons/{self.persons[0]}", self.staff).status == 200

    def _shared(self) -> None:
        path = f"/v1/persons/{self.persons[0]}/shared-fields"
        query = f"?grant={self.grant}&recipient={self.partner}&fields=accessibility_needs"
        assert self.api.get(path + query, self.service).status == 200

    def _many(self) -> None:
        with self.app.unit_of_work() as unit:
            values = [unit.get(Person, UUID(person)).accessibility_needs for person in self.persons]
            assert set(unit.open_many(values, OPENING)) == {"Libras"}


def _timed(read: Callable[[], object]) -> float:
    started = time.perf_counter()
    read()
    return time.perf_counter() - started


def _figures(times: Sequence[float]) -> dict[str, float]:
    return {"p50": round(median(times), 2), "p99": round(quantiles(times, n=100)[98], 2)}


if __name__ == "__main__":
    sys.exit(main())
