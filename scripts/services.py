"""The rooms of each store, by its name."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from infra.composition import StoreDefinition
from infra.stores import DESCRIPTIONS


def packages() -> dict[str, str]:
    """Store name to package, such as `intake` to `services.intake.people`."""
    return {name: store.package for name, store in DESCRIPTIONS.items()}


def room(store: str, module: str) -> Any:
    """A module of a store's package: `store`, `app`, `worker`."""
    return importlib.import_module(f"{packages()[store]}.{module}")


def definition(store: str) -> StoreDefinition:
    found: StoreDefinition = room(store, "store").STORE
    return found


def migrations(store: str) -> Path:
    """The store's own migrations, beside those of the kernel; the folder may be missing."""
    return DESCRIPTIONS[store].folder / "migrations"
