"""A TCP proxy of our own that can delay, fall silent in one direction, cut with a reset, or refuse."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from contextlib import suppress
from typing import Literal

Direction = Literal["up", "down"]
CHUNK = 65536
RESET = struct.pack("ii", 1, 0)


class Proxy:
    """Listens on a loopback port of its own and passes everything on to `target`. Its methods work from any thread."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.delay = 0.0
        self.refusing = False
        self.connections = 0
        self._silent: set[Direction] = set()
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port: int = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, name=f"proxy-{self.port}", daemon=True)
        self._thread.start()

    def silence(self, *directions: Direction) -> None:
        """From now on what goes `up` to the server, or `down` from it, does not arrive; it does after `pass_on`."""
        self._silent = set(directions)

    def pass_on(self) -> None:
        """No more faults."""
        self._silent, self.delay, self.refusing = set(), 0.0, False

    def reset(self) -> None:
        """Cut every connection with RST; what was held back is lost."""
        self._loop.call_soon_threadsafe(self._reset)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            _cut(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            _cut(writer)
            return
        self.connections += 1
        ends = {writer, far_writer}
        self._open |= ends
        try:
            await asyncio.gather(self._pump(reader, far_writer, "up"), self._pump(far_reader, writer, "down"))
        finally:
            self._open -= ends
            for end in ends:
                end.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, direction: Direction) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                while direction in self._silent and not writer.is_closing():
                    await asyncio.sleep(0.02)
                writer.write(data)
                await writer.drain()
        if direction in self._silent:
            while direction in self._silent and not writer.is_closing():
                await asyncio.sleep(0.02)
        if not writer.is_closing():
            writer.close()

    def _reset(self) -> None:
        for writer in list(self._open):
            _cut(writer)

    async def _close(self) -> None:
        self._server.close()
        self._silent = set()
        self._reset()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def _cut(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    if connection is not None:
        with suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()
