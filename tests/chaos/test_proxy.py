"""The proxy does what the faults rely on: passes on, delays, is silent in one direction, resets."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from time import monotonic

import pytest

from tests.chaos.proxy import Proxy


class Echo(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        try:
            while data := self.request.recv(1024):
                self.request.sendall(data)
        except OSError:
            return


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made = Proxy(server.server_address[1])
        yield made
        made.close()
        server.shutdown()


@pytest.fixture
def line(proxy: Proxy) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=60) as connection:
        connection.sendall(b"open")
        assert connection.recv(16) == b"open"
        yield connection


@pytest.mark.parametrize("direction", ["up", "down"])
def test_what_was_held_back_in_silence_arrives_after_it(proxy: Proxy, line: socket.socket, direction: str) -> None:
    proxy.silence(direction)  # type: ignore[arg-type]
    line.sendall(b"later")
    line.settimeout(0.2)
    with pytest.raises(TimeoutError):
        line.recv(16)
    proxy.pass_on()
    line.settimeout(60)
    assert line.recv(16) == b"later"


def test_a_delay_is_felt(proxy: Proxy, line: socket.socket) -> None:
    proxy.delay = 0.1
    began = monotonic()
    line.sendall(b"slow")
    assert line.recv(16) == b"slow"
    assert monotonic() - began >= 0.2


def test_a_reset_loses_what_was_held_back(proxy: Proxy, line: socket.socket) -> None:
    proxy.silence("down")
    line.sendall(b"lost")
    proxy.reset()
    with pytest.raises(ConnectionResetError):
        line.recv(16)


def test_who_is_refused_is_cut_at_once(proxy: Proxy) -> None:
    proxy.refusing = True
    with pytest.raises((ConnectionResetError, EOFError)):
        _hear(proxy.port)


def _hear(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), 60) as connection:
        if heard := connection.recv(16):
            return heard
        raise EOFError
