"""Finds the stores by their `store.toml`: a new service is known as soon as its folder is there."""

from __future__ import annotations

import importlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from infra.composition import StoreDefinition

ROOT = Path(__file__).resolve().parent.parent


@cache
def packages() -> dict[str, str]:
    """Store name to package, such as `intake` to `services.intake.people`."""
    found = {}
    for description in sorted((ROOT / "services").rglob("store.toml")):
        name = tomllib.loads(description.read_text())["name"]
        found[name] = ".".join(description.parent.relative_to(ROOT).parts)
    return found


def room(store: str, module: str) -> Any:
    """A module of a store's package: `store`, `app`, `worker`."""
    return importlib.import_module(f"{packages()[store]}.{module}")


def definition(store: str) -> StoreDefinition:
    found: StoreDefinition = room(store, "store").STORE
    return found


def migrations(store: str) -> Path:
    """The store's own migrations, beside those of the kernel; the folder may be missing."""
    return ROOT.joinpath(*packages()[store].split("."), "migrations")
