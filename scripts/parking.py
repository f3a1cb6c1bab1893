"""How operators' commands on parked messages reach a store, and what they print: ids and codes, never content."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from infra.application import Application
from infra.composition import close_store
from infra.messaging.applier import reason_of
from infra.messaging.batches import WAITING, Consumer
from infra.messaging.parking import STATES, CannotBeRetried, NotParked, Parked
from infra.messaging.stats import ConsumerStats
from infra.observability import logs
from infra.refusals import DomainError
from scripts.failures import CommandError, Unavailable, UsageError
from scripts.stores import worker_of

T = TypeVar("T")


@contextmanager
def consumer_of(store: str, stack: str) -> Iterator[Consumer]:
    """What applies the messages of a store, in this process. A refusal ends the command with one line."""
    plan = worker_of(store, stack).plan
    logs.configure(store, sys.stderr)
    applications: Sequence[Application] = ()
    try:
        applications = plan.applications()
        yield Consumer(applications[0].store, applications, plan.reactions, ConsumerStats(store))
    except WAITING as error:
        dependency = getattr(error, "dependency", f"database {store}")
        raise Unavailable(f"{dependency} cannot be reached: is the stack running?") from None
    except DomainError as error:
        raise CommandError(f"{error.code}: {error.detail} {error.fix}".strip()) from None
    finally:
        if applications:
            close_store(applications[0].store)
        logs.configure(store)  # the lines of this command went to stderr, beside machine output


def reported(attempt: Callable[[], T]) -> T:
    """What a reaction raises, as one line of class and place. Raises CommandError."""
    try:
        return attempt()
    except (*WAITING, NotParked, CannotBeRetried):
        raise
    except Exception as error:  # noqa: BLE001  a reaction may fail in any way, and its text may quote the message
        raise CommandError(f"not applied: {reason_of(error)}") from None


def check_state(state: str) -> None:
    if state not in STATES:
        raise UsageError(f"--state is one of {', '.join(STATES)}")


def operator() -> str:
    """Who is recorded: the account that runs the command."""
    return f"operator:{getpass.getuser()}"


def document(found: Parked) -> dict[str, Any]:
    values = {**asdict(found), "dismissible": found.dismissible}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, UUID) else value


def done(values: Mapping[str, Any], text: str, as_json: bool) -> None:
    print(json.dumps(values) if as_json else text)


def lines(found: Parked) -> None:
    for name, value in document(found).items():
        print(f"{name}: {'-' if value is None else value}")


def table(found: Sequence[Parked]) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table("id", "source", "subject", "position", "type", "reason", "tries", "parked", box=None)
    for line in map(document, found):
        cells = ("id", "source", "subject", "position", "type", "reason", "attempts", "parked_at")
        shown.add_row(*("-" if line[name] is None else str(line[name]) for name in cells))
    Console().print(shown)
