"""The demonstration's day is a test: every check value of the scenario holds."""

from __future__ import annotations

import pytest
from rich.console import Console

from scripts.demo.cast import Cast
from scripts.demo.chapters import CHAPTERS
from scripts.demo.network import Network
from scripts.demo.stage import Stage


@pytest.mark.timeout(600)
def test_every_check_of_the_day_holds(network: Network) -> None:
    stage, cast = Stage(Console(quiet=True)), Cast()
    for chapter in CHAPTERS:
        chapter(stage, network, cast)
    assert stage.failed == []
    assert stage.checks >= 50
