"""The methodologies of assessments, as data: a file for each version, with the days it is in force."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from contracts.vocabulary.care import IdentityMarker, NeedDomain
from services.intake.people.domain.methodology import (
    Item,
    ItemKind,
    Methodology,
    MethodologyNotInForce,
    RatesAPerson,
    refuse_rating,
)

FOLDER = Path(__file__).parent
MEMBERS = {"id", "version", "in_force_from", "in_force_until", "source", "items"}
ABOUT: Mapping[ItemKind, Any] = {ItemKind.DOMAIN: NeedDomain, ItemKind.IDENTITY: IdentityMarker}


@cache
def methodologies() -> tuple[Methodology, ...]:
    """All versions that there are, the older ones too: an assessment keeps the one that it was started with."""
    return tuple(read(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json")))


def in_force(methodology_id: str, day: date) -> Methodology:
    """The version of a day. Raises MethodologyNotInForce."""
    return _first(m for m in methodologies() if m.id == methodology_id and m.in_force(day))


def version_of(methodology_id: str, version: str) -> Methodology:
    """Raises MethodologyNotInForce."""
    return _first(m for m in methodologies() if (m.id, m.version) == (methodology_id, version))


def read(text: str) -> Methodology:
    """A methodology's file. Raises RatesAPerson for a member or an item that would rate somebody, ValueError."""
    refuse_rating(text)
    data = json.loads(text)
    if set(data) != MEMBERS:
        raise RatesAPerson
    until = data["in_force_until"]
    return Methodology(
        id=data["id"], version=data["version"], in_force_from=date.fromisoformat(data["in_force_from"]),
        in_force_until=date.fromisoformat(until) if until else None, items=tuple(map(_item, data["items"])),
    )  # fmt: skip


def _item(code: str) -> Item:
    kind, _, about = code.partition(":")
    return Item(ItemKind(kind), ABOUT[ItemKind(kind)](about)) if about else Item(ItemKind(kind))


def _first(found: Any) -> Methodology:
    methodology: Methodology | None = next(iter(found), None)
    if methodology is None:
        raise MethodologyNotInForce
    return methodology
