"""`python -m tests.bench.referrals [--offers N --referrals N --services N]`: matching, inboxes, last places, import."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from statistics import quantiles
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from rich.console import Console
from rich.table import Table

from contracts.vocabulary.network import UF
from infra import collecting
from infra.observability.logs import configure
from infra.settings import Settings
from infra.territories import municipalities
from scripts import migrate, tokens
from scripts.services import room
from scripts.stack.credentials import AUDIENCE, ISSUER
from scripts.stack.layout import Layout
from scripts.stack.stack import Stack
from scripts.stack.supervisor import infrastructure
from tests.bench.referrals import importing, planting
from tests.http import Api

NAME = "bench-referrals"
TIMES, PEOPLE_AT_ONCE, LAST_PLACES, TRIES = 300, 200, 20, 40


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-referrals", description=__doc__)
    parser.add_argument("--offers", type=int, default=20_000)
    parser.add_argument("--referrals", type=int, default=1_000_000)
    parser.add_argument("--services", type=int, default=10_000)
    options = parser.parse_args()
    configure("bench", sys.stderr, level=40)
    load = os.getloadavg()[0]
    shutil.rmtree(Layout(NAME).run, ignore_errors=True)
    with infrastructure(NAME) as stack:
        migrate.main(stack.environment())
        bench = Bench(stack)
        figures, oversold = bench.run(options.offers, options.referrals, options.services)
    figures.append(("load average, before and after", f"{load:.1f} / {os.getloadavg()[0]:.1f}"))
    show(figures)
    return 1 if oversold else 0


class Bench:
    """The app of referrals in this process, on databases of its own; no relay and no worker beside it."""

    def __init__(self, stack: Stack) -> None:
        self.stack, self.random = stack, Random(1)  # noqa: S311  seeded on purpose: nothing secret
        self.app: Flask = room("referrals", "app").make(self._settings("api"))
        self.office = uuid4()

    def run(self, offers: int, referrals: int, services: int) -> tuple[list[tuple[str, str]], int]:
        imported = importing.measured(self.app, self._token("network_manager", uf=(importing.UF,)), services)
        with planting.opened(self._settings("job")) as store:
            known = planting.offers(store, self.random, offers, slots=10)
            collecting.seldom()  # as in an edge; what was planted stays, too
            matched = self._matching()
            last = planting.offers(store, self.random, planting.OFFERS_EACH, slots=1)[:LAST_PLACES]
            asked = [offer for offer, _ in last for _ in range(PEOPLE_AT_ONCE // LAST_PLACES)]
            contested = planting.sent(store, asked, self.office)
            accepted, oversold = self._accepted(contested, {offer: 1 for offer, _ in last}, last)
            chosen = [offer for offer, _ in self.random.choices(known, k=referrals)]
            started = time.perf_counter()
            planting.sent(store, chosen, self.office, _said(referrals))
            seconds = time.perf_counter() - started
            inbox = self._inbox([partner for _, partner in known])
        return [
            (f"matching over {offers:,} offers, p50 / p95 / p99 ms", matched),
            (f"{PEOPLE_AT_ONCE} ask for {LAST_PLACES} last places at once: got / oversold", f"{accepted} / {oversold}"),
            (f"a partner's inbox, first 50, of {referrals:,} referrals, p50 / p95 / p99 ms", inbox),
            ("referrals drafted and sent per second, 50 in a commit", f"{referrals / seconds:.0f}"),
            *imported,
        ], oversold  # fmt: skip

    def _matching(self) -> str:
        towns = self.random.choices([m for m in municipalities().values() if m.uf == "SP"], k=TIMES)
        token = self._token("social_worker", uf=tuple(uf.value for uf in UF))
        api, domains = Api(self.app.test_client()), self.random.choices(planting.NEEDS, k=TIMES)
        asked = iter(
            [
                {"need_domain": domain.value, "municipality_ibge7": town.ibge7, "age": 34, "stage": "after_release"}
                for domain, town in zip(domains, towns, strict=True)
            ]
        )
        return figures(lambda: _must(api.post("/v1/matches", next(asked), token).status, 200), TIMES - 1)

    def _accepted(
        self, contested: list[UUID], slots: dict[UUID, int], last: list[tuple[UUID, UUID]]
    ) -> tuple[int, int]:
        """How many of all who try at the same moment get a place, and how many more than there are."""
        owners = [partner for _, partner in last for _ in range(PEOPLE_AT_ONCE // LAST_PLACES)]
        tokens_of = {partner: self._token("partner", uf=("AM",), org=str(partner)) for partner in set(owners)}
        with ThreadPoolExecutor(PEOPLE_AT_ONCE) as threads:
            jobs = [
                threads.submit(self._accept, referral, tokens_of[owner])
                for referral, owner in zip(contested, owners, strict=True)
            ]
            answers = Counter(job.result() for job in jobs)
        assert set(answers) <= {"accepted", "referrals.no-slot-free"}, answers
        accepted = answers["accepted"]
        return accepted, max(accepted - sum(slots.values()), 0)

    def _accept(self, referral: UUID, token: str) -> str:
        """As a client does: the same command again while the network is busy."""
        api, key = Api(self.app.test_client()), str(uuid4())
        for _ in range(TRIES):
            reply = api.post(f"/v1/referrals/{referral}/acceptance", {}, token, match=2, key=key)
            if reply.status == 200:
                return "accepted"
            if reply.slug != "version-conflict" and reply.status != 503:
                return reply.slug.replace("referrals-", "referrals.", 1)
        return "never answered"

    def _inbox(self, partners: list[UUID]) -> str:
        api = Api(self.app.test_client())
        asking = iter([self._token("partner", uf=("AM",), org=str(p)) for p in self.random.choices(partners, k=TIMES)])
        return figures(lambda: _must(api.get("/v1/inbox?limit=50", next(asking)).status, 200), TIMES - 1)

    def _settings(self, role: str) -> Settings:
        return Settings.from_environment(self.stack.environment(), ["referrals"], role)

    def _token(self, role: str, **claims: Any) -> str:
        grant = tokens.Grant(role=role, **claims)
        payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=int(time.time()), seconds=3600)
        return tokens.sign(payload, self.stack.credentials.key_file)


def figures(thing: Callable[[], object], times: int) -> str:
    taken = []
    thing()
    for _ in range(times):
        started = time.perf_counter()
        thing()
        taken.append((time.perf_counter() - started) * 1000)
    cuts = quantiles(taken, n=100)
    return " / ".join(f"{cuts[percent - 1]:.1f}" for percent in (50, 95, 99))


def _must(status: int, wanted: int) -> None:
    assert status == wanted, status


def _said(of: int) -> Callable[[int], None]:
    tenths = {0}

    def advance(done: int) -> None:
        if 10 * done // of not in tenths:
            tenths.add(10 * done // of)
            print(f"sent: {done:,} of {of:,}", file=sys.stderr)

    return advance


def show(figures: list[tuple[str, str]]) -> None:
    table = Table("", "", title="referrals")
    for name, figure in figures:
        table.add_row(name, figure)
    Console(width=120).print(table)


if __name__ == "__main__":
    sys.exit(main())
