"""A disclosure: who was given sealed values, of whom, what for and on what legal basis. In the log of each store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from infra.aggregate import Aggregate, InitialEvent, event
from infra.sealed import Label
from infra.stores import CONFIDENTIAL, STORES

ON_RECORD = frozenset({Label.C3, Label.C4})


@dataclass(frozen=True)
class Part:
    """The fields of one subject that were opened in one stream. The subject is the store's own pseudonym."""

    subject: UUID
    stream: UUID
    label: Label
    fields: tuple[str, ...]


@cache
def disclosure(store_name: str) -> Any:
    """The aggregate class of one store: its event is stored as `<store>.disclosure.disclosed`.

    A stream of its own for each reading, so that readers never stand in each other's way. Who, in which role,
    what for and on what legal basis are in the event's circumstances.
    """

    class Disclosure(Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        class Disclosed(InitialEvent):
            TRACED = False

            parts: tuple[Part, ...]
            count: int
            institution: UUID | None
            recipient: UUID | None
            on_behalf_of: str | None

        @event(Disclosed)
        def __init__(
            self,
            parts: tuple[Part, ...],
            count: int,
            institution: UUID | None,
            recipient: UUID | None,
            on_behalf_of: str | None,
        ) -> None:
            self.parts, self.count = parts, count
            self.institution, self.recipient, self.on_behalf_of = institution, recipient, on_behalf_of

    return Disclosure


def gathered(opened: Iterable[tuple[UUID, UUID, Label, str]]) -> Sequence[Part]:
    """One part for each subject, stream and label, in a fixed order."""
    ordered = sorted(set(opened), key=lambda one: (one[0], one[1], one[2], one[3]))
    return [
        Part(subject, stream, label, tuple(field for *_, field in same))
        for (subject, stream, label), same in groupby(ordered, key=lambda one: one[:3])
    ]


# A stored event is read through its class, in every process that opens a store.
for _name in STORES:
    disclosure(_name)
