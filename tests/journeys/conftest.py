"""A whole network of its own for the journeys: every process, reached over HTTP only, on 17 April 2025."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from scripts.demo.__main__ import DAY
from scripts.demo.network import Network
from scripts.stack.layout import Layout
from scripts.stack.supervisor import whole


@pytest.fixture(scope="session")
def network() -> Iterator[Network]:
    shutil.rmtree(Layout("journeys").run, ignore_errors=True)
    with ExitStack() as running:
        with pytest.MonkeyPatch.context() as started:  # only what is started here lives on that day
            started.setenv("TRAVESSIA_CLOCK", str(round((DAY - datetime.now(UTC)).total_seconds())))
            network = running.enter_context(Network(running.enter_context(whole("journeys"))))
        yield network
