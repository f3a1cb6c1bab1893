"""Which published messages the broker has settled: the cursor may follow the settled prefix, nothing else."""

from __future__ import annotations

from collections import deque
from time import monotonic


class Window:
    """Matches confirm tags with log positions. Tags count up from 1 on each channel."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.settled: int | None = None
        self._tag = 0
        self._order: deque[tuple[int, int, float]] = deque()
        self._open: set[int] = set()

    def __len__(self) -> int:
        return len(self._order)

    @property
    def free(self) -> int:
        return self.size - len(self._order)

    def sent(self, position: int) -> None:
        """The next tag belongs to the message at `position`."""
        self._tag += 1
        self._order.append((self._tag, position, monotonic()))
        self._open.add(self._tag)

    def passed(self, position: int) -> None:
        """A message that is not sent at all counts as settled in its turn."""
        self._order.append((0, position, monotonic()))
        self._advance()

    def confirmed(self, tag: int, multiple: bool) -> int:
        """The broker answered for `tag`, or for all up to it; how many messages that settled."""
        before = len(self._open)
        if multiple:
            self._open = {other for other in self._open if other > tag}
        else:
            self._open.discard(tag)
        self._advance()
        return before - len(self._open)

    def expired(self, seconds: float) -> int:
        """Give up waiting for what was sent longer ago than that; how many messages that settled."""
        before, since = len(self._open), monotonic() - seconds
        for tag, _, at in self._order:
            if at >= since:
                break
            self._open.discard(tag)
        self._advance()
        return before - len(self._open)

    def _advance(self) -> None:
        while self._order and self._order[0][0] not in self._open:
            self.settled = self._order.popleft()[1]
