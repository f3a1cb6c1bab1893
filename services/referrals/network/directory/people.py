"""A directory is of organisations: what names a person is refused, or left out and reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from infra.kernel import names_somebody
from services.referrals.network.directory.tables import Field
from services.referrals.network.directory.walking import Fault, Row, rows
from services.referrals.network.domain.partner_refusals import NotARoleAddress
from services.referrals.network.domain.role_address import role_address

# Who changed a row: a role as we write roles, and nobody's name.
ROLE = re.compile(r"travessia|system|[a-z]+(_[a-z]+)+")
# Numbers that belong there: an organisation's telephone, its entry in a register, a code of a list.
NUMBERS = frozenset({("phone", "number"), ("organization_identifier", "identifier"), ("organization", "tax_id")})
# Changes of fields in which such numbers stand.
NUMBERED = frozenset({"phones", "number", "organization_identifiers", "identifier", "tax_id"})


def about_people(entry: Mapping[str, Any]) -> Iterator[Fault]:
    """Where an entry names, or may name, somebody; in the order of its rows."""
    for row in rows(entry):
        yield from (Fault(f"{row.pointer}/{name}", code) for name, code in _named(row))


def without_people(entry: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The same entry without contacts that have a name, lines of attention and changes under a name; what was there."""
    kept = deepcopy(dict(entry))
    left_out = [fault for fault in about_people(kept) if fault.code == "person-named"]
    for pointer in reversed([fault.pointer for fault in left_out]):
        _remove(kept, pointer)
    return kept, left_out


def _named(row: Row) -> Iterator[tuple[str, str]]:
    if name := _names_person(row):
        yield name, "person-named"
    for field in row.table.columns:
        value = row.members.get(field.name)
        if isinstance(value, str) and field.name != name and (code := _personal(row, field, value)):
            yield field.name, code


def _names_person(row: Row) -> str | None:
    """The member that holds the name of a person, as the specification means it."""
    if row.table.name == "contact" and "name" in row.members:
        return "name"
    if row.table.name == "address" and "attention" in row.members:
        return "attention"
    named = row.table.name == "metadata" and not ROLE.fullmatch(row.members["updated_by"])
    return "updated_by" if named else None


def _personal(row: Row, field: Field, value: str) -> str | None:
    if field.kind == "email":
        return None if _is_of_a_role(value) else "not-a-role-address"
    free = field.kind == "text" and (row.table.name, field.name) not in NUMBERS
    numbered = row.table.name == "metadata" and row.members["field_name"] in NUMBERED
    return "names-somebody" if free and not numbered and names_somebody(value) else None


def _is_of_a_role(value: str) -> bool:
    try:
        return bool(role_address(value))
    except NotARoleAddress:
        return False


def _remove(entry: dict[str, Any], pointer: str) -> None:
    """The line of attention alone; of contacts and changes the whole row, for it is about that person."""
    *path, name = pointer.strip("/").split("/")
    place: Any = entry
    target = [*path, name] if name == "attention" else path
    for step in target[:-1]:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if isinstance(place, list):
        del place[int(target[-1])]
    else:
        del place[target[-1]]
