"""The stores of this installation, as the `store.toml` files below `services/` describe them: data, not imports."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
Zone = Literal["open", "confidential"]


@dataclass(frozen=True)
class StoreDescription:
    """A store: its one name, its trust zone, the package that makes it, its replicas and connections by default."""

    name: str
    zone: Zone
    package: str
    replicas: int
    connections: int

    @property
    def folder(self) -> Path:
        return ROOT.joinpath(*self.package.split("."))


def described(root: Path = ROOT) -> dict[str, StoreDescription]:
    """All stores by name: a new one is known as soon as its folder is there."""
    found = {}
    for file in sorted((root / "services").rglob("store.toml")):
        package = ".".join(file.parent.relative_to(root).parts)
        store = StoreDescription(package=package, **tomllib.loads(file.read_text()))
        found[store.name] = store
    return found


DESCRIPTIONS = described()
STORES = tuple(DESCRIPTIONS)
CONFIDENTIAL = frozenset(name for name, store in DESCRIPTIONS.items() if store.zone == "confidential")
