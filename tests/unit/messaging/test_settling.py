"""The cursor follows the settled prefix and nothing else."""

from __future__ import annotations

from infra.messaging.settling import Window


def sent(*positions: int) -> Window:
    window = Window(4)
    for position in positions:
        window.sent(position)
    return window


def test_nothing_is_settled_before_a_confirm() -> None:
    window = sent(10, 11)
    assert (window.settled, window.free, len(window)) == (None, 2, 2)


def test_a_confirm_out_of_order_waits_for_the_ones_before() -> None:
    window = sent(10, 11, 12)
    assert window.confirmed(2, multiple=False) == 1
    assert window.settled is None
    window.confirmed(1, multiple=False)
    assert window.settled == 11


def test_one_confirm_may_settle_many() -> None:
    window = sent(10, 14, 15)
    assert window.confirmed(2, multiple=True) == 2
    assert (window.settled, window.free) == (14, 3)


def test_a_confirm_that_comes_twice_counts_once() -> None:
    window = sent(10, 11)
    window.confirmed(1, multiple=False)
    assert window.confirmed(1, multiple=False) == 0
    assert window.settled == 10


def test_what_is_never_confirmed_is_given_up() -> None:
    window = sent(10, 11)
    assert window.expired(60.0) == 0
    assert window.expired(-1.0) == 2
    assert (window.settled, len(window)) == (11, 0)


def test_what_is_not_sent_is_settled_in_its_turn() -> None:
    window = sent(10)
    window.passed(11)
    assert window.settled is None
    window.confirmed(1, multiple=False)
    assert window.settled == 11
