"""The share is the median of the rounds, not the ratio of two medians that may be of different rounds."""

from __future__ import annotations

import pytest

from tests.bench.delivery import __main__ as bench
from tests.bench.delivery.applying import summary


def test_the_share_is_the_median_of_the_rounds() -> None:
    found = summary([(10.0, 100.0), (30.0, 60.0), (40.0, 50.0)])
    assert (found.applied, found.bare, found.share) == (30.0, 60.0, 0.5)


@pytest.mark.parametrize(("kept", "code"), [(True, 0), (False, 1)])
def test_a_bound_that_is_missed_is_the_exit_code(kept: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "measured", lambda minutes: [bench.Line("share", 0.3, "", ">= 0.4", kept)])
    monkeypatch.setattr("sys.argv", ["bench"])
    monkeypatch.setattr(bench, "configure", lambda *_: None)
    assert bench.main() == code
