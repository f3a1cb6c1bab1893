"""A campaign: clients work, faults come one after the other, and after each everything must arrive within a minute."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain
from time import monotonic

from scripts.failures import CommandError
from scripts.stack import parts
from scripts.stack.applications import APPLICATIONS
from scripts.stack.processes import is_running
from tests.chaos import evidence, unveiling
from tests.chaos.checker import Violation, check
from tests.chaos.client import Client, Gate
from tests.chaos.convergence import behind
from tests.chaos.crashes import CRASHES, compare
from tests.chaos.faults import FAULTS
from tests.chaos.journal import Journal
from tests.chaos.network import NAMES, ProxiedStack
from tests.chaos.scene import Fault, Impossible, Scene, pause
from tests.chaos.society import society

VIEWS = (
    ("intake", "reception_queue"), ("intake", "display_names"), ("referrals", "partner_inbox"),
    ("referrals", "office_open_referrals"), ("referrals", "open_offers"), ("referrals", "partner_directory"),
    ("analytics", "facts"), ("analytics", "demographics"), ("analytics", "indicator_runs"),
    ("coordination", "meetings"), ("coordination", "problem_inventory"), ("coordination", "group_commitments"),
    ("notices", "notices_of_reader"), ("commissions", "commission_board"), ("commissions", "cases_of_member"),
    ("referrals", "partner_sites"),
)  # fmt: skip
SHORT = VIEWS[::4]
ALL: dict[str, Fault] = {**FAULTS, **CRASHES}
LIMIT = 60.0
WARM_UP = 1.5


@dataclass
class Round:
    """One fault and what came of it."""

    fault: str
    events: int = 0
    recovery: float = 0.0
    restored_away: int = 0
    impossible: str = ""
    violations: list[Violation] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(violation.kind == kind for violation in self.violations)


class Campaign:
    def __init__(self, stack: ProxiedStack, seed: int, *, short: bool = False, clients: int = 4, pause: float = 0.1):
        self.gate = Gate()
        self.scene = Scene(stack, random.Random(seed), short, self.gate)
        self.rounds: list[Round] = []
        self._stack, self._seed = stack, seed
        self._journals = stack.layout.run / "journals"
        self._known: set[Violation] = set()
        self._size = 0
        self.gate.open.set()
        self._loads = society(stack, [self._client(number) for number in range(clients)], pause)
        self.scene.refused = lambda: sum(load.client.statuses[503] for load in self._loads)
        self._threads = [load.thread() for load in self._loads]

    def run(self, faults: Iterable[str], more: Callable[[], bool], told: Callable[[Round], None]) -> None:
        """Work until there are no more faults, or `more` says no; `told` hears of each round."""
        for thread in self._threads:
            thread.start()
        try:
            for name in faults:
                if not more():
                    break
                self.rounds.append(self._round(name))
                told(self.rounds[-1])
            self.rounds.append(self._last())
            told(self.rounds[-1])
        finally:
            self._end()

    @property
    def failed(self) -> bool:
        return any(done.violations for done in self.rounds)

    @property
    def commands(self) -> int:
        return sum(load.client.sent for load in self._loads)

    def _round(self, name: str) -> Round:
        done, scene = Round(name), self.scene
        self.gate.open.set()
        pause(WARM_UP + scene.rng.random())
        self._size = self._sizes()
        scene.missed, scene.ended, gone = [], 0.0, len(scene.lost.keys)
        try:
            ALL[name](scene)
        except Impossible as why:
            done.impossible = str(why)
        except CommandError as error:
            done.violations.append(Violation("broken", "stack", f"{name}: {error}"))
        began = scene.ended or monotonic()
        done.restored_away = len(scene.lost.keys) - gone
        self._converge(done, began)
        done.violations += [Violation("broken", "stack", what) for what in scene.missed]
        self._check(done)
        return done

    def _converge(self, done: Round, began: float) -> None:
        """Let clients finish what they are at, then wait until all of it has arrived everywhere."""
        self.gate.open.clear()
        missing = ["clients wait for answers"]
        while missing and monotonic() - began < LIMIT:
            pause(0.2)
            busy = any(load.client.busy for load in self._loads)
            missing = ["clients wait for answers"] if busy else behind(NAMES, self._stack.postgres.connect)
        done.recovery = monotonic() - began
        done.violations += [Violation("lost", "stack", f"after {LIMIT:.0f} s: {what}") for what in missing]
        if missing:
            self._revive(done)

    def _check(self, done: Round) -> None:
        for application in APPLICATIONS:
            if not is_running(parts.record_of(self._stack, application.name)):
                done.violations.append(Violation("broken", application.name, "ended by itself"))
                parts.start(self._stack, application.name)
        lift = unveiling.under(self._stack.credentials.token_key_file("confidential"))
        logs = {store: evidence.read(store, self._stack.postgres.connect, lift) for store in NAMES}
        found = check(logs, evidence.journal(self._journals.glob("*.jsonl")), self.scene.injected, self.scene.lost)
        done.violations += sorted(found - self._known, key=str)
        self._known |= found
        done.events = sum(log.size for log in logs.values()) - self._size
        for load in self._loads:
            done.violations += [Violation("broken", "client", why) for why in load.failures]
            load.failures.clear()
            if bugs := load.client.statuses.pop(500, 0):
                done.violations.append(Violation("broken", "api", f"{bugs} answers were 500"))

    def _revive(self, done: Round) -> None:
        """What did not heal would spoil every round after this one, so it is helped; that it needed help is counted."""
        for application in APPLICATIONS:
            parts.kill(self._stack, application.name)
            parts.start(self._stack, application.name)
        end = monotonic() + LIMIT
        while behind(NAMES, self._stack.postgres.connect) and monotonic() < end:
            pause(0.5)

    def _last(self) -> Round:
        """Read models against rebuilds, with nothing under way."""
        views = SHORT if self.scene.short else VIEWS
        done = Round("read models rebuilt")
        self._size = self._sizes()
        self._converge(done, monotonic())
        found = list(chain.from_iterable(compare(self.scene, *view) for view in views))
        done.violations += [Violation("broken", "views", what) for what in found]
        self._check(done)
        return done

    def _end(self) -> None:
        self.gate.over.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(15)
        for load in self._loads:
            load.client.close()

    def _sizes(self) -> int:
        total = 0
        for store in NAMES:
            with self._stack.postgres.connect(store) as connection:
                row = connection.execute("SELECT size FROM log_head").fetchone()
                total += row[0] if row else 0
        return total

    def _client(self, number: int) -> Client:
        rng = random.Random(f"{self._seed} {number}")
        return Client(self._stack.addresses, Journal(self._journals / f"client-{number}.jsonl"), self.gate, rng)
