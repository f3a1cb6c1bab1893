"""Who knows one context knows all: each store's folder has the same rooms, and its description is complete."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest

from infra.stores import ROOT
from scripts.services import packages

STORE_ROOMS = ("__init__.py", "store.py", "store.toml", "app.py")
# A room is a module, or a folder of modules where one would be too long.
CONTEXT_ROOMS = (
    ("__init__.py",), ("application.py", "applications"), ("access.py",), ("published.py", "published"), ("domain",),
    ("api.py", "api"),
)  # fmt: skip
DESCRIPTION = {"name", "zone", "replicas", "connections"}


def missing_rooms(store: Path) -> list[str]:
    """What a store's folder lacks: its own rooms, those of its contexts, and a worker if anything reacts."""
    contexts = [folder.parent for folder in store.rglob("domain") if folder.is_dir()]
    missing = [room for room in STORE_ROOMS if not (store / room).exists()]
    for context in contexts:
        absent = [room for room in CONTEXT_ROOMS if not any((context / form).exists() for form in room)]
        missing += [f"{context.name}/{room[0]}" for room in absent]
    if any(store.rglob("reactions.py")) and not (store / "worker.py").exists():
        missing.append("worker.py")
    return missing if contexts else [*missing, "a context"]


def folder(store: str) -> Path:
    return ROOT.joinpath(*packages()[store].split("."))


@pytest.mark.parametrize("store", packages())
def test_a_store_has_its_rooms(store: str) -> None:
    assert missing_rooms(folder(store)) == []


@pytest.mark.parametrize("store", packages())
def test_a_store_says_what_it_is_in_one_voice(store: str) -> None:
    described = tomllib.loads((folder(store) / "store.toml").read_text())
    definition = importlib.import_module(f"{packages()[store]}.store").STORE
    assert described.keys() >= DESCRIPTION
    assert (described["name"], described["zone"]) == (definition.name, definition.zone)
    assert definition.name == store


def test_a_store_without_its_rooms_is_found(tmp_path: Path) -> None:
    context = tmp_path / "planted"
    (context / "domain").mkdir(parents=True)
    (context / "reactions.py").touch()
    assert "worker.py" in missing_rooms(context)
    assert "store.toml" in missing_rooms(context)
    assert "planted/access.py" in missing_rooms(context)
    assert missing_rooms(tmp_path / "nothing") == [*STORE_ROOMS, "a context"]
