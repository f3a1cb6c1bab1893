"""A process that serves looks for garbage seldom, but it does look."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from infra import collecting


class Knot:
    """Refers to itself: only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def usual() -> Iterator[None]:
    """The collector as it was before, whatever a test does to it."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("usual")
def test_what_refers_to_itself_is_freed_after_so_many_objects() -> None:
    collecting.seldom()
    knot = weakref.ref(Knot())
    many = [[number] for number in range(collecting.YOUNG // 2)]
    assert knot() is not None
    many += [[number] for number in range(collecting.YOUNG)]
    assert knot() is None
    assert len(many) == collecting.YOUNG * 3 // 2


@pytest.mark.usefixtures("usual")
def test_what_was_there_is_not_looked_through_again() -> None:
    collecting.seldom()
    assert gc.get_freeze_count() > 0
    assert gc.isenabled()
