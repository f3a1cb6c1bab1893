"""Methodology of an assessment: its items as data, in force from a day on; none of them may rate a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.vocabulary.care import IdentityMarker, NeedDomain
from infra.kernel import DomainError

# An assessment tells of needs. Nothing in it may forecast what somebody will do (B.1.5).
RATING = re.compile(r"recidiv|reincid|reoffen|re-offen|risk|danger|score|scoring|rating|predict|points|weight", re.I)


class MethodologyNotInForce(DomainError):
    code = "intake.methodology-not-in-force"
    detail = "There is no such methodology on the day of the assessment."
    fix = "Choose one of the list of methodologies, or check when it happened."


class ItemNotInMethodology(DomainError):
    code = "intake.item-not-in-methodology"
    detail = "The methodology of this assessment does not ask this."
    fix = "Read the methodology's items; start another assessment for what they lack."


class RatesAPerson(ValueError):
    """A methodology's file has an item or a member that would rate somebody: it is not loaded."""


class ItemKind(StrEnum):
    DOMAIN = "domain"
    STRENGTHS = "strengths"
    IDENTITY = "identity"
    FAMILY_MAP = "family_map"


@dataclass(frozen=True)
class Item:
    """One thing to talk about, and every one can be skipped. `about`: the need domain or identity marker."""

    kind: ItemKind
    about: NeedDomain | IdentityMarker | None = None

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.about}" if self.about else str(self.kind)


@dataclass(frozen=True)
class Methodology:
    """One version; `in_force_until` None as long as there is no later one."""

    id: str
    version: str
    in_force_from: date
    in_force_until: date | None
    items: tuple[Item, ...]

    def in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    def item(self, kind: ItemKind, about: NeedDomain | IdentityMarker | None = None) -> Item:
        """Raises ItemNotInMethodology."""
        wanted = Item(kind, about)
        if wanted not in self.items:
            raise ItemNotInMethodology
        return wanted

    def skipped(self, talked_about: frozenset[str]) -> tuple[str, ...]:
        """The codes of what was left out; identity markers count as one."""
        codes = dict.fromkeys("identity" if item.kind is ItemKind.IDENTITY else item.code for item in self.items)
        return tuple(code for code in codes if code not in talked_about)


def refuse_rating(text: str) -> None:
    """`text`: a methodology's file as it stands. Raises RatesAPerson."""
    if RATING.search(text):
        raise RatesAPerson
