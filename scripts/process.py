"""Runs one process: `python -m scripts.process api|worker|relay STORE... --bind|--health HOST:PORT`."""

from __future__ import annotations

import argparse
import ctypes
import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence

ROLES = ("api", "worker", "relay")
DEPENDENCY_UNAVAILABLE = 69
PR_SET_PDEATHSIG = 1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=ROLES)
    parser.add_argument("stores", nargs="+")
    parser.add_argument("--bind", "--health", dest="address", default="127.0.0.1:8000", metavar="HOST:PORT")
    options = parser.parse_args(arguments)
    host, port = options.address.rsplit(":", 1)
    role = importlib.import_module(f"scripts.processes.{options.role}")  # a worker's patches before all else
    return _guarded(role.run, options.stores, host, int(port))


def _guarded(run: Callable[[Sequence[str], str, int], None], stores: Sequence[str], host: str, port: int) -> int:
    from infra.refusals import Unavailable
    from infra.settings import SettingsError
    from infra.views import OutdatedProcess

    try:
        run(stores, host, port)
    except (SettingsError, OutdatedProcess) as error:
        print(f"{stores[0]}: {error}", file=sys.stderr)
        return 1
    except Unavailable as error:
        print(f"{stores[0]}: {error.dependency} cannot be reached", file=sys.stderr)
        return DEPENDENCY_UNAVAILABLE
    return 0


def die_with_parent() -> None:
    """The kernel ends this process when the one that started it ends, however that happens."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
