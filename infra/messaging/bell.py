"""A bell between threads that a `select` can hear beside a database connection."""

from __future__ import annotations

import selectors
import socket


class Bell:
    """`ring` from any thread or signal handler; `wait` in one."""

    def __init__(self) -> None:
        self._inner, self._outer = socket.socketpair()
        self._inner.setblocking(False)
        self._outer.setblocking(False)

    def ring(self) -> None:
        try:
            self._outer.send(b"!")
        except OSError:
            return  # either full of rings already, or closed and nobody listens any more

    def wait(self, other: int, seconds: float) -> None:
        """Until a ring, something to read from the file descriptor `other`, or so many seconds."""
        with selectors.DefaultSelector() as selector:
            selector.register(other, selectors.EVENT_READ)
            selector.register(self._inner, selectors.EVENT_READ)
            ready = [key.fileobj for key, _ in selector.select(seconds)]
        if self._inner in ready:
            self._inner.recv(4096)

    def close(self) -> None:
        self._inner.close()
        self._outer.close()
