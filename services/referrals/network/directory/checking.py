"""Whether an entry is of the strict form of HSDS and fits together: everything that is wrong with it, not the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from services.referrals.network.directory.fitting import misfits
from services.referrals.network.directory.people import about_people
from services.referrals.network.directory.tables import Field
from services.referrals.network.directory.values import fault_of
from services.referrals.network.directory.walking import Fault, Row, rows


def faults(entry: Any) -> list[Fault]:
    """In the order in which they stand; of what does not even have the form, nothing else is asked."""
    if not isinstance(entry, dict):
        return [Fault("", "not-an-object")]
    return malformed(entry) or [*misfits(entry), *about_people(entry)]


def misshapen(entry: Mapping[str, Any]) -> list[Fault]:
    """Of its form alone, for what was kept: a guess at people came before, and stops no export."""
    return malformed(entry) or list(misfits(entry))


def malformed(entry: Mapping[str, Any]) -> list[Fault]:
    """Members that are unknown, missing or of another kind."""
    return [fault for row in rows(entry) for fault in _of_row(row)]


def _of_row(row: Row) -> Iterator[Fault]:
    for name in row.table.required:
        if name not in row.members or (row.members[name] == "" and name not in row.table.blank):
            yield Fault(f"{row.pointer}/{name}", "required")
    for name, value in row.members.items():
        field = row.table.fields.get(name)
        if field is None:
            yield Fault(f"{row.pointer}/{_escaped(name)}", "unknown-member")
        elif field.nested:
            yield from _of_nested(f"{row.pointer}/{name}", field, value)
        elif code := fault_of(field, value):
            yield Fault(f"{row.pointer}/{name}", code)


def _of_nested(pointer: str, field: Field, value: Any) -> Iterator[Fault]:
    """Rows are looked at on their own; here only that they are some."""
    if field.kind == "one":
        if not isinstance(value, dict):
            yield Fault(pointer, "wrong-type")
    elif not isinstance(value, list):
        yield Fault(pointer, "wrong-type")
    else:
        yield from (Fault(f"{pointer}/{i}", "wrong-type") for i, item in enumerate(value) if not isinstance(item, dict))


def _escaped(name: str) -> str:
    """A name that nobody knows may be anything: of a long or strange one only that it is there."""
    return name if name.isascii() and name.isidentifier() and len(name) <= 60 else "?"


def told(found: list[Fault]) -> Mapping[str, Any]:
    """Nested as the entry is, for who answers with the place of each fault. A member is never called by a number."""
    tree: dict[str | int, Any] = {}
    for fault in found:
        place = tree
        *path, last = (int(step) if step.isdigit() else step for step in fault.pointer.strip("/").split("/"))
        for step in path:
            place = place.setdefault(step, {})
        place[last] = [fault.code]
    return cast("Mapping[str, Any]", tree)
