"""Entries as rows of tables, which point to each other, and rows of tables as entries, which are nested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from services.referrals.network.directory.fitting import OUTSIDE
from services.referrals.network.directory.tables import ENTRY, Field, Table, tables
from services.referrals.network.directory.walking import Row, rows

Rows = dict[str, dict[str, dict[str, Any]]]
# Tables whose rows are about rows of any other: in which fields they name its id and its table.
ABOUT = {"attribute": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}


def flattened(entries: Iterable[Mapping[str, Any]]) -> Rows:
    """Table by table the rows by id, each once, in the order in which they were met."""
    found: Rows = {name: {} for name in tables()}
    for entry in entries:
        for row in rows(entry):
            known = found[row.table.name].setdefault(row.id, {})
            known.update(_flat(row))
            _owned(known, row.table, str(entry["id"]))
    return found


def _flat(row: Row) -> dict[str, Any]:
    """Its own values, and the ids of what it stands in and of what is nested in it as one."""
    own = {f.name: row.members[f.name] for f in row.table.columns if f.name in row.members}
    for field in row.table.fields.values():
        nested = row.members.get(field.name)
        if field.kind == "one" and nested is not None:
            own[_pointing(row.table, field.table).name] = nested["id"]
    if row.parent is None:
        return own
    if row.table.name in ABOUT:
        own.update(zip(ABOUT[row.table.name], (row.parent.id, row.parent.table.name), strict=True))
    elif any(f.kind == "many" and f.table == row.table.name for f in row.parent.table.fields.values()):
        own[_pointing(row.table, row.parent.table.name).name] = row.parent.id
    return own


def _owned(row: dict[str, Any], table: Table, organization_id: str) -> None:
    """What stood inside of a service only belongs to the organization still, where files ask for it."""
    if "organization_id" in table.keys:
        row.setdefault("organization_id", organization_id)


def _pointing(table: Table, to: str) -> Field:
    return next(f for f in table.columns if f.table == to and f.name not in OUTSIDE)


class Nesting:
    """Rows of all tables, made into entries. Whatever no entry takes is an orphan."""

    def __init__(self, found: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        self._rows = found
        self._children = _by_parent(found)
        self._taken: set[tuple[str, str]] = set()

    def entries(self) -> Iterator[dict[str, Any]]:
        """One organization after the other, with all that points to it."""
        for organization_id in self._rows[ENTRY]:
            yield self._nested(tables()[ENTRY], organization_id)

    def orphans(self) -> Iterator[tuple[str, str]]:
        """Table and id of each row that was in none of the entries; to be asked when these were made."""
        for name, known in self._rows.items():
            yield from ((name, row_id) for row_id in known if (name, row_id) not in self._taken)

    def _nested(self, table: Table, row_id: str) -> dict[str, Any]:
        row = self._rows[table.name][row_id]
        self._taken.add((table.name, row_id))
        made = {name: value for name, value in row.items() if not self._resolved(table, name, row)}
        for field in table.fields.values():
            if field.kind == "many" and (ids := self._children.get((table.name, row_id, field.table))):
                made[field.name] = [self._nested(tables()[field.table], child) for child in ids]
            elif field.kind == "one" and (child := self._one(table, field, row)):
                made[field.name] = self._nested(tables()[field.table], child)
        return made

    def _one(self, table: Table, field: Field, row: Mapping[str, Any]) -> str | None:
        wanted = row.get(_pointing(table, field.table).name)
        return wanted if wanted in self._rows[field.table] else None

    def _resolved(self, table: Table, name: str, row: Mapping[str, Any]) -> bool:
        """Whether nesting says what this column says. A reference that leads nowhere is kept, and found as such."""
        if table.name in ABOUT and name in ABOUT[table.name]:
            return True
        field = table.fields.get(name)
        pointing = field is not None and field.kind == "uuid" and field.table and name not in OUTSIDE
        return bool(pointing and field and row[name] in self._rows[field.table])


def _by_parent(found: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Mapping[tuple[str, str, str], list[str]]:
    """Table and id of a row, and a table, to the ids of the rows of this that stand in it."""
    children = defaultdict[tuple[str, str, str], list[str]](list)
    for name, known in found.items():
        pointing = [f for f in tables()[name].columns if f.table and f.name not in OUTSIDE]
        for row_id, row in known.items():
            if name in ABOUT:
                about, table = (str(row.get(column, "")) for column in ABOUT[name])
                children[table, about, name].append(row_id)
            for field in pointing:
                if field.name in row:
                    children[field.table, str(row[field.name]), name].append(row_id)
    return children
