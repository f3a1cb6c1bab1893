"""Suspension: by a single act, deadlines do not run on some days in a state, a municipality or a court."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from infra.aggregate import Aggregate, Event, InitialEvent, event
from infra.deadlines.calendars import LONGEST_CLOSURE, Closure
from infra.free_text import names_somebody
from infra.refusals import DomainError
from infra.stores import CONFIDENTIAL, STORES

LONGEST_ACT = 200


class SuspensionUpsideDown(DomainError):
    code = "suspension-upside-down"
    detail = "The last day of a suspension is not before its first one, and it lasts no longer than a year."
    fix = "Check the two days."


class ActMissing(DomainError):
    code = "suspension-act-missing"
    detail = "A suspension cites the act that orders it, in 1 to 200 characters."
    fix = "Name the decree, ordinance or decision."


class ActNamesSomebody(DomainError):
    code = "suspension-act-names-somebody"
    detail = "The act holds a document number, telephone number or address of a person, and is kept for ever."
    fix = "Cite the act without naming anybody."


@cache
def suspension(store_name: str) -> Any:
    """The aggregate class of one store: its events are stored as `<store>.suspension.<event>`."""

    class Suspension(Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        class Declared(InitialEvent):
            scope: str
            first_on: date
            last_on: date
            act: str

        class Applied(Event):
            extended: int

        @event(Declared)
        def __init__(self, scope: str, first_on: date, last_on: date, act: str) -> None:
            self.scope, self.first_on, self.last_on, self.act = scope, first_on, last_on, act
            self.applied = False

        @property
        def closure(self) -> Closure:
            return Closure(self.scope, self.first_on, self.last_on)

        def apply(self, extended: int) -> None:
            """Every open deadline that it covers has been looked at; `extended` of them end later now."""
            if not self.applied:
                self.trigger_event(self.Applied, extended=extended)

        @event(Applied)
        def _applied(self) -> None:
            self.applied = True

    return Suspension


def declare(store_name: str, scope: str, first_on: date, last_on: date, act: str) -> Any:
    """A new suspension. Raises SuspensionUpsideDown, ActMissing, ActNamesSomebody."""
    kept = act.strip()
    if not 0 <= (last_on - first_on).days < LONGEST_CLOSURE - 1:
        raise SuspensionUpsideDown
    if not 0 < len(kept) <= LONGEST_ACT:
        raise ActMissing
    if names_somebody(kept):
        raise ActNamesSomebody
    return suspension(store_name)(scope=scope, first_on=first_on, last_on=last_on, act=kept)


# A stored event is read through its class, in every process that opens a store.
for _name in STORES:
    suspension(_name)
