"""What an answer says of somebody: which label its field has, who may be shown it, and what it was sealed as."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from infra.eventstore.codec import seals
from infra.eventstore.disclosures import ON_RECORD
from infra.sealed import Label

PERSONAL = "x-personal"


class Audience(StrEnum):
    """As whom somebody is shown a field; the scope of the operation is asked besides."""

    TEAM = "team"
    """The team of the office that the record belongs to (B.0.3, labels C2 and C3)."""
    SUBJECT = "subject"
    """The person concerned."""
    PARTNER = "partner"
    """A recipient outside, through the service that asks for it under the person's consent."""


TEAM = (Audience.TEAM,)
Metadata = dict[str, Any]


def sealed(*sources: tuple[Any, str], to: Sequence[Audience] = TEAM) -> Metadata:
    """Metadata of a field that shows what these fields of event classes seal; the strictest of their labels counts.

    Raises KeyError for a field that is not sealed.
    """
    labels = [seals(event)[field].label for event, field in sources]
    shows = sorted({sealed_name(event, field) for event, field in sources})
    return _said(max(labels), to, shows, recorded=max(labels) in ON_RECORD or Audience.PARTNER in to)


def personal(label: Label, *, to: Sequence[Audience] = TEAM, recorded: bool = False) -> Metadata:
    """Metadata of a field that tells of a person what was not sealed. `recorded`: each reading is on record."""
    return _said(label, to, [], recorded=recorded)


def sealed_name(event: Any, field: str) -> str:
    """What a sealed field is called, whichever of the aggregate's events carries it: `person.civil_name`."""
    return f"{event.TOPIC.split('.')[1]}.{field}"


def _said(label: Label, to: Sequence[Audience], shows: Sequence[str], *, recorded: bool) -> Metadata:
    return {PERSONAL: {"label": label.value, "to": [*to], "shows": [*shows], "recorded": recorded}}
