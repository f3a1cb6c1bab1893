"""The names under which events are stored: they outlive the code, so their list only grows (`make names`)."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import services
from infra.aggregate import Aggregate, Event
from infra.stores import ROOT
from scripts.services import packages

LIST = ROOT / "tests" / "architecture" / "stored_names.txt"


def aggregates() -> list[type[Aggregate]]:
    """Every aggregate class of the services, and those of the kernel that every store has."""
    for module in _modules(services.__path__[0], "services"):
        importlib.import_module(module)
    found = [c for c in _subclasses(Aggregate) if c.store in packages() and not c.__module__.startswith("tests.")]
    return sorted(found, key=lambda c: c.TOPIC)


def _modules(folder: str, package: str) -> Iterator[str]:
    for found in pkgutil.iter_modules([folder]):
        name, path = f"{package}.{found.name}", str(Path(folder, found.name))
        if found.ispkg:
            yield from _modules(path, name)
        elif package.endswith(".domain"):
            yield name


def _subclasses(cls: type[Aggregate]) -> Iterator[type[Aggregate]]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


def event_classes(aggregate: type[Aggregate]) -> list[type[Event]]:
    """The stored event classes of an aggregate, without the base that the library gives each of them."""
    members = [m for n, m in vars(aggregate).items() if isinstance(m, type) and n != "Event"]
    return [m for m in members if issubclass(m, Event)]


def stored_names() -> list[str]:
    return sorted(e.TOPIC for a in aggregates() for e in event_classes(a))


def listed(path: Path | None = None) -> list[str]:
    path = path or LIST
    return path.read_text().split() if path.exists() else []


def main() -> int:
    """Add what is new. What has gone stays listed, and the tests say so: a stored event may still have the name."""
    before, now = set(listed()), set(stored_names())
    LIST.write_text("".join(f"{name}\n" for name in sorted(before | now)))
    for name in sorted(now - before):
        print(f"added {name}")
    for name in sorted(before - now):
        print(f"gone  {name}: give it back, or take its line out if no database ever stored it", file=sys.stderr)
    return 1 if before - now else 0


if __name__ == "__main__":
    sys.exit(main())
