"""Memory is flat or it is not, and one look that is off decides nothing."""

from __future__ import annotations

import os

import pytest

from tests.bench.delivery.memory import Course, resident, watched


def course(*megabytes: float) -> Course:
    return Course([(60.0 * minute, held) for minute, held in enumerate(megabytes)])


def test_what_grows_by_a_megabyte_a_minute_has_that_slope() -> None:
    assert course(*range(100, 131)).slope == pytest.approx(60)


def test_growth_beyond_a_tenth_is_not_flat() -> None:
    assert not course(*range(100, 131)).flat


def test_a_single_high_look_is_flat() -> None:
    assert course(*[100] * 29, 130).flat


def test_processes_are_looked_at_from_before_the_load_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    with watched({"this one": os.getpid()}, 1) as found:
        assert resident(os.getpid()) > 1
    assert len(found["this one"].looks) >= 2
    assert "this one" in capsys.readouterr().err
