"""Unit tests reach nothing outside their process."""

from __future__ import annotations

import socket
from typing import Any, NoReturn

import pytest


@pytest.fixture(autouse=True)
def _no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: socket.socket, address: Any) -> NoReturn:
        msg = f"a unit test must not connect to {address}: use the memory store, or move it to tests/integration"
        raise AssertionError(msg)

    monkeypatch.setattr(socket.socket, "connect", refuse)
