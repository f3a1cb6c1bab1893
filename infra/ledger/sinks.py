"""Where checkpoints go besides our own witnesses: a folder or an address of somebody outside."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import httpx

from infra.ledger.checkpoints import Checkpoint

TIMEOUT = httpx.Timeout(5.0, connect=2.0)


class SinkFailed(Exception):
    """The checkpoint did not arrive; it is sent again with the next one."""


class Sink(Protocol):
    """Takes signed checkpoints. Raises SinkFailed."""

    def put(self, checkpoint: Checkpoint, note: str) -> None: ...


class FileSink:
    """One file for each checkpoint, `<store>/<log id>/<size>`, never overwritten: a disk that others collect."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, checkpoint: Checkpoint, note: str) -> None:
        file = self.folder / checkpoint.origin.removeprefix("travessia/") / str(checkpoint.size)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x") as handle:
                handle.write(note)
        except FileExistsError:
            return
        except OSError as error:
            raise SinkFailed("the checkpoint folder cannot be written") from error


class HttpSink:
    """Posts the note as text; any 2xx answer will do."""

    def __init__(self, url: str, transport: httpx.BaseTransport | None = None) -> None:
        self.url = url
        self.http = httpx.Client(timeout=TIMEOUT, transport=transport, trust_env=False, follow_redirects=False)

    def put(self, checkpoint: Checkpoint, note: str) -> None:
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        try:
            answer = self.http.post(self.url, content=note.encode(), headers=headers)
        except httpx.HTTPError as error:
            raise SinkFailed("the outside witness cannot be reached") from error
        if not answer.is_success:
            raise SinkFailed("the outside witness refused")


def sink_of(place: str) -> Sink:
    """A folder, or an http(s) address."""
    return HttpSink(place) if place.startswith(("http://", "https://")) else FileSink(Path(place))
