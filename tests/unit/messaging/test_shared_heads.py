"""A source that is silent costs one of the partitions a time-out now and then, and never all of them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from infra.messaging import shared_heads
from infra.messaging.history import Heads
from infra.messaging.shared_heads import SharedHeads
from infra.refusals import Unavailable

HEADS = Heads(uuid4(), {0: 7})


class Source:
    def __init__(self, *answers: Heads | None) -> None:
        self.answers = list(answers)
        self.asked = 0

    def ask(self) -> Heads:
        self.asked += 1
        answer = self.answers.pop(0)
        if answer is None:
            raise Unavailable("worker intake")
        return answer


def test_one_question_serves_all_partitions() -> None:
    source = Source(HEADS)
    heads = SharedHeads(source.ask, "worker intake")
    assert [heads.get() for _ in range(8)] == [HEADS] * 8
    assert source.asked == 1


def test_a_silent_source_is_not_asked_by_every_partition() -> None:
    source = Source(None)
    heads = SharedHeads(source.ask, "worker intake")
    for _ in range(8):
        with pytest.raises(Unavailable):
            heads.get()
    assert source.asked == 1


def test_who_comes_while_another_asks_takes_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_heads, "FRESH", 0.0)
    asking, answered = threading.Event(), threading.Event()
    source = Source(HEADS, None)

    def ask() -> Heads:
        if source.asked:
            asking.set()
            assert answered.wait(5)
        return source.ask()

    heads = SharedHeads(ask, "worker intake")
    assert heads.get() == HEADS
    with ThreadPoolExecutor(1) as other:
        slow = other.submit(heads.get)
        assert asking.wait(5)
        assert heads.get() == HEADS
        answered.set()
        assert isinstance(slow.exception(5), Unavailable)


def test_a_source_that_came_back_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_heads, "SILENT", 0.0)
    source = Source(None, HEADS)
    heads = SharedHeads(source.ask, "worker intake")
    with pytest.raises(Unavailable):
        heads.get()
    assert heads.get() == HEADS
