"""`python -m tests.bench.intake [--small N --large N]`: an office's work in a small store and in a large one."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import UUID

import httpx
from flask import Flask
from rich.console import Console
from rich.table import Table

from infra import world
from infra.eventstore.pool import fill
from infra.observability.logs import configure
from infra.settings import Settings
from infra.web.host import EXTENSION
from scripts import migrate, tokens
from scripts.importing.files import opened
from scripts.importing.pre_release import Wanted, run
from scripts.importing.sending import Api as Sender
from scripts.services import room
from scripts.simulating.people import FIRST, LAST, MIDDLE
from scripts.simulating.places import Place
from scripts.simulating.playing import desk, simulate
from scripts.stack.credentials import AUDIENCE, ISSUER
from scripts.stack.layout import Layout
from scripts.stack.stack import Stack
from scripts.stack.supervisor import infrastructure
from tests.http import Api

NAME = "bench-intake"
TIMES, WAITING, ROWS, EACH = 200, 500, 2000, 22  # events of each simulated person, about
SIZE = "SELECT size FROM log_head"
PEOPLE = """SELECT originator_id FROM stored_events WHERE topic = 'intake.person.registered'
               AND convert_from(state, 'UTF8')::jsonb ->> 'office_id' = %s LIMIT %s"""


class Figures(NamedTuple):
    """Milliseconds."""

    p50: float
    p95: float
    p99: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-intake", description=__doc__)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    options = parser.parse_args()
    configure("bench", sys.stderr, level=40)
    load = os.getloadavg()[0]
    shutil.rmtree(Layout(NAME).run, ignore_errors=True)
    with infrastructure(NAME) as stack:
        migrate.main(stack.environment())
        bench = Bench(stack)
        measured = [bench.at(size) for size in (options.small, options.large)]
    show(measured, [load, os.getloadavg()[0]])
    return 0


class Bench:
    """Intake's app in this process, on databases of its own; no relay and no worker beside it."""

    def __init__(self, stack: Stack) -> None:
        self.stack, self.seed = stack, 0
        self.app: Flask = room("intake", "app").make(self._settings("api"))
        self.api = Api(self.app.test_client())
        self.places: list[Place] = []
        self.random = Random(1)  # noqa: S311  seeded on purpose: nothing secret

    def _settings(self, role: str) -> Settings:
        return Settings.from_environment(self.stack.environment(), ["intake"], role)

    def at(self, size: int) -> tuple[int, dict[str, Figures], float]:
        """Events, what each thing took, and imported rows per second."""
        self._grow(size)
        self._keys()
        place = self.random.choice(self.places)
        staff = self._token("social_worker", uf=(place.uf,), office=(str(place.office_id),))
        return self._size(), dict(self._taken(place, staff)), self._imported(place, staff)

    def _grow(self, size: int) -> None:
        with desk(self._settings("job")) as opened_desk:
            while (missing := size - self._size()) > EACH:
                self.seed += 1
                people = max(missing // EACH, 1)
                self.places = simulate(opened_desk, people, 1, self.seed, world.now(), _said(self.seed))

    def _size(self) -> int:
        with self.stack.postgres.connect("intake") as connection:
            ((size,),) = connection.execute(SIZE).fetchall()
        return int(size)

    def _keys(self) -> None:
        store = self.app.extensions[EXTENSION].store
        fill(store.recorder.database, store.vault.keys, 3 * (TIMES + WAITING + ROWS))

    def _token(self, role: str, **claims: Any) -> str:
        grant = tokens.Grant(role=role, **claims)
        payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=int(time.time()), seconds=3600)
        return tokens.sign(payload, self.stack.credentials.key_file)

    def _taken(self, place: Place, staff: str) -> Iterator[tuple[str, Figures]]:
        office = str(place.office_id)
        body = {"client_types": ["released"], "civil_name": "Ana de Souza Fictício"}
        yield "command: register a person", figures(lambda: self._post("/v1/persons", body, staff, 201))
        people = iter(self._people(place))
        yield "a person's page", figures(lambda: self._get(f"/v1/persons/{next(people)}", staff))
        yield "search by name", figures(lambda: self._post("/v1/person-searches", self._heard(office), staff, 200))
        for _ in range(WAITING):
            self._post("/v1/receptions", {"office_id": office}, staff, 201)
        queue = f"/v1/receptions?office_id={office}&limit=100"
        yield f"queue, {WAITING} waiting, first 100", figures(lambda: self._get(queue, staff), TIMES // 4)
        arrival = {"office_id": office}
        yield f"command: arrival at {WAITING}", figures(lambda: self._post("/v1/receptions", arrival, staff, 201))

    def _people(self, place: Place) -> list[UUID]:
        with self.stack.postgres.connect("intake") as connection:
            rows = connection.execute(PEOPLE, (str(place.office_id), TIMES)).fetchall()
        return [row[0] for row in rows] * TIMES

    def _heard(self, office: str) -> dict[str, str]:
        """As somebody at the desk writes what was said: a first name and one more."""
        first = self.random.choice(FIRST["man"] + FIRST["woman"])
        return {"office_id": office, "name": f"{first} {self.random.choice(MIDDLE)} {self.random.choice(LAST)}"}

    def _post(self, path: str, body: dict[str, Any], token: str, wanted: int) -> None:
        reply = self.api.post(path, body, token)
        assert reply.status == wanted, reply.body

    def _get(self, path: str, token: str) -> None:
        reply = self.api.get(path, token)
        assert reply.status == 200, reply.body

    def _imported(self, place: Place, staff: str) -> float:
        """Rows per second, from the file to the report."""
        rows = [f"Fictício {self.seed} {n};30/12/2099;B{self.seed}-{n};rg|cpf;4" for n in range(ROWS)]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "list.csv"
            path.write_text("\n".join(("nome;previsao_soltura;referencia;documentos_faltantes;raca_cor", *rows)))
            transport = httpx.WSGITransport(app=self.app)
            headers = {"Authorization": f"Bearer {staff}"}
            with httpx.Client(transport=transport, base_url="http://intake", headers=headers) as http:
                wanted = Wanted(place.office_id, "seeu_mdc", "BR", "ibge")
                file = opened(path, "utf-8", None)
                started = time.perf_counter()
                counts = run(Sender(http), file, wanted, Path(folder) / "report.csv", lambda done, of: None)
                seconds = time.perf_counter() - started
        assert counts["opened"] == ROWS, counts
        return ROWS / seconds


def figures(thing: Callable[[], object], times: int = TIMES) -> Figures:
    thing()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        thing()
        taken.append((time.perf_counter() - started) * 1000)
    cuts = quantiles(taken, n=100)
    return Figures(cuts[49], cuts[94], cuts[98])


def _said(seed: int) -> Callable[[int, int], None]:
    tenths = {0}

    def advance(done: int, of: int) -> None:
        if 10 * done // of not in tenths:
            tenths.add(10 * done // of)
            print(f"simulation {seed}: {done} of {of} people", file=sys.stderr)

    return advance


def show(measured: Sequence[tuple[int, dict[str, Figures], float]], load: Sequence[float]) -> None:
    (few, small, rows_few), (many, large, rows_many) = measured
    table = Table("", f"{few:,} events", f"{many:,} events", "ratio of p50", title="p50 / p95 / p99 in ms")
    for name, before in small.items():
        after = large[name]
        both = [" / ".join(f"{ms:.1f}" for ms in figures) for figures in (before, after)]
        table.add_row(name, *both, f"{after.p50 / before.p50:.2f}")
    table.add_row("rows imported per second", f"{rows_few:.0f}", f"{rows_many:.0f}", f"{rows_few / rows_many:.2f}")
    table.add_row("load average, before and after", *(f"{one:.1f}" for one in load))
    Console(width=120).print(table)


if __name__ == "__main__":
    sys.exit(main())
