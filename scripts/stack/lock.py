"""One command at a time may change a stack."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.failures import CommandError
from scripts.stack.layout import Layout


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """Holds the stack's lock file; refuses at once when another command holds it."""
    layout.lock.parent.mkdir(parents=True, exist_ok=True)
    with layout.lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(f"another command is starting or stopping the stack {layout.name!r}") from None
        yield
