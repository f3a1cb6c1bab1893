"""A TCP proxy that holds every chunk back for a while, in both directions: the other side seems further away."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CHUNK = 1 << 16


@contextmanager
def away(port: int, seconds: float) -> Iterator[int]:
    """The port under which `port` of this machine answers `seconds` later, each way."""
    loop, ready, ports = asyncio.new_event_loop(), threading.Event(), list[int]()

    async def serve() -> None:
        server = await asyncio.start_server(lambda r, w: _joined(r, w, port, seconds), "127.0.0.1", 0, limit=CHUNK)
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()

    def run() -> None:
        loop.create_task(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


async def _joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, seconds: float) -> None:
    there, back = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.gather(_late(reader, back, seconds), _late(there, writer, seconds))


async def _late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    """Delay without loss of throughput: many chunks are on their way at once."""
    loop = asyncio.get_running_loop()
    while data := await reader.read(CHUNK):
        loop.call_later(seconds, writer.write, data)
    loop.call_later(seconds, writer.close)
