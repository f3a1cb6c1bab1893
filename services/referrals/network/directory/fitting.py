"""What is of the right form and still cannot be: broken references, two rows of one id, more places than there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from services.referrals.network.directory.tables import ENTRY
from services.referrals.network.directory.walking import Fault, Row, rows

# Whose rows a file may hold elsewhere: only who has seen all of it can say that there is none.
OUTSIDE = frozenset({"parent_organization_id", "parent_id"})
LIMITS = {"latitude": 90, "longitude": 180}
Known = Mapping[tuple[str, str], Row]


def misfits(entry: Mapping[str, Any]) -> Iterator[Fault]:
    """In the order of the rows."""
    known: dict[tuple[str, str], Row] = {}
    found = list(rows(entry))
    for row in found:
        before = known.setdefault((row.table.name, row.id), row)
        # A location may stand where it is and where a service is offered: the same row, told twice.
        if before is not row and before.members != row.members:
            yield Fault(f"{row.pointer}/id", "duplicate-id")
    for row in found:
        yield from _broken(row, known)
        yield from _impossible(row)


def _broken(row: Row, known: Known) -> Iterator[Fault]:
    for field in row.table.columns:
        value = row.members.get(field.name)
        if value is None or not field.table or field.name in OUTSIDE:
            continue
        if (field.table, str(value)) not in known or not _of_those_around(row, field.table, str(value)):
            yield Fault(f"{row.pointer}/{field.name}", "broken-reference")
    for name, around in (("link_id", row.parent), ("resource_id", row.parent)):
        if name in row.table.fields and around and row.members.get(name, around.id) != around.id:
            yield Fault(f"{row.pointer}/{name}", "broken-reference")


def _of_those_around(row: Row, table: str, value: str) -> bool:
    """What stands in a service belongs to that service and to no other one."""
    around = row.parent
    while around is not None:
        if around.table.name == table and table != ENTRY:
            return around.id == value
        around = around.parent
    return True


def _impossible(row: Row) -> Iterator[Fault]:
    members = row.members
    for name, limit in LIMITS.items():
        if name in row.table.fields and abs(members.get(name, 0)) > limit:
            yield Fault(f"{row.pointer}/{name}", "out-of-range")
    if row.table.name == "service_capacity":
        yield from _impossible_capacity(row)
    youngest, oldest = members.get("minimum_age", 0), members.get("maximum_age")
    if row.table.name == "service" and (youngest < 0 or (oldest is not None and oldest < youngest)):
        yield Fault(f"{row.pointer}/minimum_age", "ages-contradict")


def _impossible_capacity(row: Row) -> Iterator[Fault]:
    available, maximum = row.members["available"], row.members.get("maximum")
    if available < 0:
        yield Fault(f"{row.pointer}/available", "below-zero")
    if maximum is not None and available > maximum:
        yield Fault(f"{row.pointer}/available", "above-maximum")
