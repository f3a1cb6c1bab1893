"""A measured backlog: a wiped broker's messages are delivered again in time, and a quiet partition's last one is found.

`python -m tests.chaos.backlog --events 100000`; exit code 1 when a limit is missed or anything is lost or doubled.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any
from uuid import uuid4

from rich.console import Console

from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, DataClass, GrantedBy
from infra.composition import close_store, open_store
from infra.kernel import new_id
from infra.settings import Settings
from scripts.failures import CommandError
from scripts.services import definition
from scripts.stack import parts, supervisor
from scripts.stack.layout import Layout
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.grant import Allowed, Given
from tests.chaos import evidence, injecting, unveiling
from tests.chaos.checker import check
from tests.chaos.convergence import behind
from tests.chaos.network import NAMES, ProxiedStack, running
from tests.chaos.scene import pause

NAME = "chaos-backlog"
EVENT = "intake.consent-ledger.granted"
AT_ONCE = 250
BACKLOG, QUIET = 300.0, 30.0
PATIENCE = 900.0
SHOWN = 10


def main() -> int:
    parser = argparse.ArgumentParser(prog="chaos backlog", description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    options = parser.parse_args()
    console = Console(highlight=False, width=120)
    shutil.rmtree(Layout(NAME).run, ignore_errors=True)
    try:
        with supervisor.interruptible(), running(NAME) as stack:
            return _measure(console, stack, options.events)
    except supervisor.Interrupted:
        console.print("chaos backlog: interrupted")
        return 130
    except CommandError as error:
        console.print(f"chaos backlog: {error}")
        return 1


def _measure(console: Console, stack: ProxiedStack, events: int) -> int:
    parts.kill(stack, "worker-open")
    seconds = _timed(lambda: seed(stack, events))
    console.print(f"  {events} consents committed in {seconds:.0f} s, {events / seconds:.0f}/s; nobody reads them yet")
    _until(lambda: not _relay_behind(stack), "the relay")
    parts.kill(stack, "rabbitmq")
    parts.wipe_broker(stack)
    parts.start(stack, "rabbitmq")
    parts.start(stack, "worker-open")
    backlog = _timed(lambda: _until(lambda: not behind(NAMES, stack.postgres.connect), "the backlog"))
    kept = _told(console, f"{events} events after a wiped broker", backlog, BACKLOG)
    quiet = _quiet(stack)
    kept = _told(console, "last message of a quiet partition", quiet, QUIET) and kept
    return 0 if _checked(console, stack, events + 1) and kept else 1


def seed(stack: ProxiedStack, events: int) -> None:
    """Real commits through the store's own unit of work: events, ledger leaves and published messages."""
    settings = Settings.from_environment(stack.environment(), ["intake"], "job")
    store = open_store(definition("intake"), settings)
    allowed = Allowed(ConsentScope.SHARE_WITH_PARTNER, (uuid4(),), (DataClass.DISPLAY_NAME,))
    given = Given(ConsentEvidence.WITNESS, "pt-BR", read_aloud=True, granted_by=GrantedBy.SELF)
    try:
        for begin in range(0, events, AT_ONCE):
            with store.unit_of_work() as unit:
                for _ in range(min(AT_ONCE, events - begin)):
                    ledger = ConsentLedger(person_id=new_id())
                    ledger.grant(allowed, given)
                    unit.save(ledger)
    finally:
        close_store(store)


def _quiet(stack: ProxiedStack) -> float:
    """Its queue is emptied before anybody read it, and no other message follows."""
    parts.kill(stack, "worker-open")
    seed(stack, 1)
    _until(lambda: not _relay_behind(stack), "the relay")
    for consumer in ("referrals", "analytics"):
        injecting.purge(stack, consumer)
    parts.start(stack, "worker-open")
    return _timed(lambda: _until(lambda: not behind(NAMES, stack.postgres.connect), "the last message"))


def _relay_behind(stack: ProxiedStack) -> bool:
    return any(line.startswith("relay ") for line in behind(NAMES, stack.postgres.connect))


def _checked(console: Console, stack: ProxiedStack, events: int) -> bool:
    lift = unveiling.under(stack.credentials.token_key_file("confidential"))
    logs = {store: evidence.read(store, stack.postgres.connect, lift) for store in NAMES}
    told = sum(told.name == EVENT for told in logs["intake"].published)
    asked: list[dict[str, Any]] = [
        {"key": str(number), "event": EVENT, "state": "unknown", "attempts": 1} for number in range(events)
    ]
    found = check(logs, asked)
    console.print(f"  {told} of {events} published; {len(found)} lost, doubled, out of order or broken")
    for violation in sorted(found, key=str)[:SHOWN]:
        console.print(f"    {violation.kind} {violation.store}: {violation.what}")
    return not found and told == events


def _told(console: Console, what: str, seconds: float, limit: float) -> bool:
    verdict = "ok" if seconds <= limit else "TOO LATE"
    console.print(f"  {what}: {seconds:.1f} s, limit {limit:.0f} s: {verdict}")
    return seconds <= limit


def _timed(work: Callable[[], None]) -> float:
    began = monotonic()
    work()
    return monotonic() - began


def _until(holds: Callable[[], bool], what: str) -> None:
    end = monotonic() + PATIENCE
    while not holds():
        if monotonic() > end:
            raise CommandError(f"{what} did not arrive within {PATIENCE:.0f} s")
        pause(0.5)


if __name__ == "__main__":
    sys.exit(main())
