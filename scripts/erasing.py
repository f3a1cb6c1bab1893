"""How operators' commands on erasures reach a store; what they print are ids and counts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from infra.composition import close_store, open_store
from infra.erasure.application import ErasureApplication
from infra.erasure.hands import hands_of
from infra.observability import logs
from infra.refusals import DomainError
from infra.refusals import Unavailable as Away
from infra.settings import Settings
from infra.views import OutdatedProcess
from scripts.failures import CommandError, Unavailable
from scripts.services import definition
from scripts.stores import settings_of


@contextmanager
def erasing(store: str, stack: str) -> Iterator[ErasureApplication]:
    """What erases in a store, in this process. A refusal ends the command with one line."""
    settings_of(store, stack)
    from scripts.stack.stack import load

    settings = Settings.from_environment(load(stack).environment(), [store], "job")
    logs.configure(store, sys.stderr)
    hands = hands_of(settings.stores[store])
    opened = None
    try:
        opened = open_store(definition(store), settings)
        yield ErasureApplication(opened, hands)
    except (Away, psycopg.OperationalError) as error:
        raise Unavailable(f"{getattr(error, 'dependency', store)} cannot be reached: is the stack running?") from None
    except DomainError as error:
        raise CommandError(f"{error.code}: {error.detail} {error.fix}".strip()) from None
    except OutdatedProcess as error:
        raise CommandError(str(error)) from None
    finally:
        if opened is not None:
            close_store(opened)
        if hands is not None:
            hands.close()
        logs.configure(store)  # the lines of this command went to stderr, beside machine output
