"""A whole network of its own for the journeys: every process, reached over HTTP only, on 17 April 2025."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from scripts.demo.__main__ import DAY
from scripts.demo.network import Network
from scripts.stack.layout import Layout
from scripts.stack.supervisor import whole


@pytest.fixture(scope="session")
def network() -> Iterator[Network]:
    os.environ["TRAVESSIA_CLOCK"] = str(round((DAY - datetime.now(UTC)).total_seconds()))
    try:
        shutil.rmtree(Layout("journeys").run, ignore_errors=True)
        with whole("journeys") as stack, Network(stack) as network:
            yield network
    finally:
        del os.environ["TRAVESSIA_CLOCK"]
