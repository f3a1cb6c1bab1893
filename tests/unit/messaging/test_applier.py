"""How large the steps are in which messages are tried."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from infra.messaging import applier
from infra.messaging.applier import AFTER_CONFLICT, BATCH, Applier
from infra.messaging.batches import Progress
from infra.refusals import VersionConflict


class Contested:
    """Batches of which the first meets a conflict; keeps how many messages each transaction had."""

    def __init__(self) -> None:
        self.consumer = SimpleNamespace(store=None)
        self.tried: list[int] = []

    def settle(self, messages: Sequence[Any]) -> Progress:
        self.tried.append(len(messages))
        if len(self.tried) == 1:
            raise VersionConflict
        return Progress(len(messages))


def test_after_a_conflict_only_so_many_go_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applier, "GUARDED", 0)
    batches: Any = Contested()
    taker, left = Applier(batches, threading.Event()), [object()] * (2 * BATCH)
    while left:
        waiting: Any = left
        del left[: taker.take(waiting).settled]
    assert batches.tried == [BATCH, *[1] * AFTER_CONFLICT, BATCH, BATCH - AFTER_CONFLICT]
