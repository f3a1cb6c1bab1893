"""The open stores, ready to erase."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.conftest import Token
from tests.http import Api
from tests.integration.erasure.network import OPEN, Make, Network, Node


@pytest.fixture(scope="module")
def net(api: Callable[[str], Api], token: Token, settings: Make) -> Iterator[Network]:
    nodes = {name: Node.open(name, settings([name], "worker")) for name in OPEN}
    network = Network(api("intake"), token, nodes)
    network.begin()
    yield network
    for node in nodes.values():
        node.close()
