"""Which event made a field what it is, and what changed between two moments."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from infra.auditing.moments import AsOf, MomentsReversed
from infra.auditing.showing import readable
from infra.eventstore.records import RecordedEvent
from infra.eventstore.replay import folding
from infra.refusals import DomainError

HOUSEKEEPING = frozenset({"modified_on"})


class FieldUnknown(DomainError):
    code = "histories.field-unknown"
    detail = "The record has no such field at that moment."
    fix = "Use a name of the history's `state`."


@dataclass(frozen=True)
class Explanation:
    """A field's value, the event that set it, and the earlier ones that set it to something else."""

    field: str
    value: Any
    set_by: RecordedEvent
    before: tuple[RecordedEvent, ...]


@dataclass(frozen=True)
class Change:
    """A field that differs; `set_by` is None where the later moment has no state at all."""

    field: str
    before: Any
    after: Any
    set_by: RecordedEvent | None


def explain(history: Sequence[RecordedEvent], field: str, moment: AsOf) -> Explanation:
    """Raises FieldUnknown."""
    setters = _setters(moment.of(history))
    if field not in setters:
        raise FieldUnknown
    value, (*before, last) = (moment.state(history) or {})[field], setters[field]
    return Explanation(field, value, last, tuple(before))


def difference(history: Sequence[RecordedEvent], earlier: AsOf, later: AsOf) -> list[Change]:
    """The fields whose values differ, in order of their names. Raises MomentsReversed."""
    _refuse_reversed(earlier, later)
    before, after = earlier.state(history) or {}, later.state(history) or {}
    setters = _setters(later.of(history))
    names = sorted((before.keys() | after.keys()) - HOUSEKEEPING)
    return [
        Change(name, before.get(name), after.get(name), setters[name][-1] if name in setters else None)
        for name in names
        if name not in before or name not in after or not _same(before[name], after[name])
    ]


def _setters(entries: Sequence[RecordedEvent]) -> dict[str, list[RecordedEvent]]:
    """Field name to the events that gave it a new value."""
    found: dict[str, list[RecordedEvent]] = {}
    before: dict[str, Any] = {}
    for entry, state in folding(entries):
        for name, value in (state or {}).items():
            if name not in before or not _same(before[name], value):
                found.setdefault(name, []).append(entry)
        before = deepcopy(state or {})
    return found


def _same(one: Any, other: Any) -> bool:
    """Sealed values are the same when they lie in the same place; all others when they read the same."""
    return bool(one == other) if type(one) is type(other) else bool(readable(one) == readable(other))


def _refuse_reversed(earlier: AsOf, later: AsOf) -> None:
    for one, other in ((earlier.recorded, later.recorded), (earlier.occurred, later.occurred)):
        if one is not None and other is not None and type(one) is type(other) and one > other:  # type: ignore[operator]
            raise MomentsReversed
