"""`travessia parked`, run as an operator runs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.integration.commands.running import Run
from tests.integration.operations.conftest import WITHDRAWN, Park

Travessia = Callable[..., Run]


def test_list_and_show_tell_the_place_and_never_the_content(travessia: Travessia, park: Park) -> None:
    number = park()
    listed = travessia("parked", "list", "referrals", "--json")
    shown = travessia("parked", "show", "referrals", str(number), "--json")
    people = travessia("parked", "list", "referrals"), travessia("parked", "show", "referrals", str(number))
    assert number in [line["id"] for line in listed.document]
    assert (shown.document["source"], shown.document["state"]) == ("intake", "parked")
    assert "canary-9" not in "".join(run.out + run.err for run in (listed, shown, *people))


def test_a_retry_that_fails_again_is_one_line(travessia: Travessia, park: Park) -> None:
    done = travessia("parked", "retry", "referrals", str(park()))
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1].startswith("travessia: not applied: failed: ")
    assert "canary-9" not in done.err


def test_a_dismissal_says_its_event(travessia: Travessia, park: Park) -> None:
    number = str(park())
    done = travessia("parked", "dismiss", "--reason", "sent by mistake", "referrals", number, "--json")
    assert (done.code, done.document["id"]) == (0, int(number))
    history = travessia("replay", "referrals", done.document["dismissal"], "--json").document["history"]
    assert [entry["event"] for entry in history] == ["referrals.parked-message.dismissed"]
    assert history[0]["actor"].startswith("operator:")


def test_a_right_is_not_dismissed(travessia: Travessia, park: Park) -> None:
    done = travessia("parked", "dismiss", "--reason", "inconvenient", "referrals", str(park(WITHDRAWN)))
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert "cannot-be-dismissed" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("dismiss", "referrals", "1"), 2, "--reason"),
        (("dismiss", "--reason", " ", "referrals", "{parked}"), 1, "reason-missing"),
        (("show", "referrals", "999999999"), 1, "not-parked"),
        (("retry", "referrals", "999999999"), 1, "not-parked"),
        (("list", "nowhere"), 2, "there is no store"),
        (("list", "referrals", "--state", "lost"), 2, "--state is one of"),
    ],
)
def test_refusals(travessia: Travessia, park: Park, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = travessia("parked", *(a.format(parked=park()) for a in arguments))
    assert (done.code, done.out) == (code, "")
    assert said in done.err
