"""The tabular form of a directory: what its descriptor says of the rows, and that files come back as they were."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from services.referrals.network.directory import datapackage
from services.referrals.network.directory.flattening import Nesting, flattened
from services.referrals.network.directory.tables import ENTRY, Field, Table, tables
from tests.unit.referrals.test_directory_form import an_id, changed, entry


def described(*entries: dict[str, Any]) -> dict[str, dict[str, Any]]:
    resources = datapackage.descriptor(flattened(entries))["resources"]
    return {resource["name"]: resource["schema"] for resource in resources}


def demanded(schema: dict[str, Any]) -> set[str]:
    return {field["name"] for field in schema["fields"] if field["constraints"].get("required")}


def test_keys_of_a_package_point_to_its_own_tables() -> None:
    made = entry()
    made["services"][0]["attributes"][0]["taxonomy_term"]["parent_id"] = an_id("elsewhere")
    found = described(made)
    targets = {key["reference"]["resource"] for schema in found.values() for key in schema["foreignKeys"]}
    assert targets <= found.keys()
    assert [key["fields"] for key in found["service"]["foreignKeys"]] == ["organization_id"]
    assert found["taxonomy_term"]["foreignKeys"] == []


def test_a_package_demands_what_is_published_where_its_rows_have_it() -> None:
    found = described(entry())
    assert demanded(found["attribute"]) == {"id", "link_id", "taxonomy_term_id", "link_entity"}
    assert "postal_code" in demanded(found["address"])
    made = changed("/locations/0/addresses/0/postal_code", "")
    made["services"][0] |= {"attributes": [{"id": an_id("bare"), "value": "7"}], "service_at_locations": []}
    found = described(made)
    assert demanded(found["attribute"]) == {"id", "link_id", "link_entity"}
    assert "postal_code" not in demanded(found["address"])


def test_numbers_of_a_file_are_those_of_table_schema() -> None:
    numbers = ("+007", ".5", "-3.", "1E3", "1e9999", "NaN")
    read = datapackage.read(tables()["phone"], ["extension\r\n", *(f"{one}\r\n" for one in numbers)])
    assert [row["extension"] for _, row in read] == [7, 0.5, -3.0, 1000.0, "1e9999", "NaN"]


@pytest.mark.parametrize(
    "text",
    ["", "name,name\r\n", "name,age\r\n", "name,description\r\nonly\r\n", 'name,description\r\n"a"b,c\r\n'],
)
def test_a_file_that_is_not_its_table_is_refused(text: str) -> None:
    with pytest.raises(datapackage.BrokenTable, match=r"^programs\.csv: "):
        list(datapackage.read(tables()["program"], text.splitlines(keepends=True)))


def values(field: Field) -> some.SearchStrategy[Any]:
    if field.codes:
        return some.sampled_from(field.codes)
    letters = some.text("abcdeã çõ,;\"'\n", min_size=1, max_size=12)
    return {
        "uuid": some.uuids().map(str),
        "uri": some.just("https://exemplo.org/a"),
        "email": some.sampled_from(["contato@casa.org.br", "ouvidoria@am.gov.br"]),
        "number": some.integers(0, 15) | some.floats(0, 15, allow_nan=False),
        "date": some.dates().map(str),
        "instant": some.just("2026-03-01T10:00:00.123Z"),
        "time": some.just("08:00-04:00"),
    }.get(field.kind, letters)


@some.composite
def made_rows(draw: some.DrawFn, table: Table, depth: int) -> dict[str, Any]:
    """A row of any fields that it may have, without ids of others: these follow from where it stands."""
    made = {}
    for field in table.fields.values():
        needed = field.name in table.required
        if field.nested and depth and (needed or draw(some.booleans())):
            one = made_rows(tables()[field.table], depth - 1)
            made[field.name] = draw(one if field.kind == "one" else some.lists(one, min_size=1, max_size=2))
        elif not field.nested and not field.table and (needed or draw(some.booleans())):
            made[field.name] = draw(values(field))
    for about in ("link_id", "link_entity", "resource_id", "resource_type"):
        made.pop(about, None)
    return made


@settings(max_examples=40, deadline=None)
@given(some.data())
def test_whatever_is_nested_comes_back_from_files(data: some.DataObject) -> None:
    made = data.draw(made_rows(tables()[ENTRY], 2))
    found = flattened([made])
    read: dict[str, dict[str, dict[str, Any]]] = {}
    for name, rows in found.items():
        lines = "".join(datapackage.written(tables()[name], rows.values())).splitlines(keepends=True)
        read[name] = {row["id"]: row for _, row in datapackage.read(tables()[name], lines)}
    (again,) = Nesting(read).entries()
    (normal,) = Nesting(flattened([again])).entries()
    assert normal == again
    assert flattened([again]) == found
