"""Free loopback ports: kept from one start to the next, never taken from somebody else."""

import json
import random
import socket
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts.failures import CommandError
from scripts.stack.files import write

LOOPBACK = "127.0.0.1"
# Below the range from which Linux hands out ports for outgoing connections.
PRIVATE_RANGE = range(20000, 32000)


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def pick(taken: Iterable[int], preferred: Iterable[int] = ()) -> int:
    """The first free port of `preferred`, else a random free one; never one of `taken`."""
    unusable = set(taken)
    candidates = [*preferred, *random.SystemRandom().sample(PRIVATE_RANGE, 200)]
    for port in candidates:
        if port not in unusable and is_free(port):
            return port
    raise CommandError("no free loopback port found between 20000 and 32000")


def allocate(file: Path, wanted: Mapping[str, int | None], keep: Mapping[str, int] | None = None) -> dict[str, int]:
    """A port for every name of `wanted` (name -> usual port); remembered in `file`.

    `keep` holds the ports of processes that run already, which are therefore not free and stay.
    """
    known = remembered(file)
    chosen: dict[str, int] = dict(keep or {})
    for name, usual in wanted.items():
        if name not in chosen:
            preferred = [port for port in (usual, known.get(name)) if port]
            chosen[name] = pick(chosen.values(), preferred)
    write(file, json.dumps(chosen, indent=2) + "\n")
    return chosen


def remembered(file: Path) -> dict[str, int]:
    """The ports of the last start."""
    if not file.exists():
        return {}
    return {str(name): int(port) for name, port in json.loads(file.read_text()).items()}
