"""The stores that have an HTTP app, found by their folders."""

from __future__ import annotations

import importlib.util

from scripts.services import packages

STORES = tuple(
    name for name, package in sorted(packages().items()) if importlib.util.find_spec(f"{package}.app") is not None
)
