"""The form of a directory: what HSDS allows, what is refused of an entry, and that both forms say the same."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from services.referrals.network.directory import datapackage
from services.referrals.network.directory.checking import faults, told
from services.referrals.network.directory.flattening import Nesting, flattened
from services.referrals.network.directory.people import without_people
from services.referrals.network.directory.tables import ENTRY, Field, Table, json_schema, tables

SPACE = UUID("5f8d5c0e-2f67-4f0e-9d0b-0d7a52f6d1c3")
STRICT = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def an_id(name: str) -> str:
    return str(uuid5(SPACE, name))


def entry(**changes: Any) -> dict[str, Any]:
    """An organization with a location, a service there, and so many places."""
    unit = {"id": an_id("unit"), "name": "bed"}
    capacity = {
        "id": an_id("capacity"), "unit": unit, "available": 3, "maximum": 10, "updated": "2026-03-01T10:00:00.000Z",
    }  # fmt: skip
    term = {"id": an_id("term"), "code": "housing", "name": "Housing", "description": "A place to live"}
    address = {
        "id": an_id("address"), "address_1": "Rua das Flores, 10", "city": "Porto Sereno", "state_province": "AM",
        "postal_code": "69000000", "country": "BR", "address_type": "physical",
    }  # fmt: skip
    location = {
        "id": an_id("location"), "location_type": "physical", "latitude": -3.1, "longitude": -60.02,
        "addresses": [address], "schedules": [{"id": an_id("schedule"), "freq": "WEEKLY", "byday": "MO"}],
    }  # fmt: skip
    service = {
        "id": an_id("service"), "name": "Albergue", "status": "active", "minimum_age": 18, "capacities": [capacity],
        "service_at_locations": [{"id": an_id("at"), "location": location}],
        "attributes": [{"id": an_id("attribute"), "taxonomy_term": term}],
    }  # fmt: skip
    made = {
        "id": an_id("organization"), "name": "Casa Aberta", "description": "Acolhe", "email": "contato@casa.org.br",
        "phones": [{"id": an_id("phone"), "number": "+55 92 3000-0000"}],
        "locations": [location], "services": [service],
    }  # fmt: skip
    # The location stands there twice, as two objects.
    return {**json.loads(json.dumps(made)), **changes}


def codes(document: Any) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in faults(document)]


def test_an_entry_of_the_form_is_taken() -> None:
    assert codes(entry()) == []
    STRICT.validate(entry())


def changed(path: str, value: Any) -> dict[str, Any]:
    """The entry with another value, or without one for `...`, at a pointer."""
    made: Any = entry()
    *steps, last = path.strip("/").split("/")
    place = made
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return dict(made)


CAPACITY = "/services/0/capacities/0"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("/name", ..., "required"),
        ("/name", "", "required"),
        ("/name", 7, "wrong-type"),
        ("/name", None, "wrong-type"),
        ("/name", "a\0b", "control-character"),
        ("/name", "\ud800", "control-character"),
        ("/description", "x" * 10_001, "too-long"),
        ("/opening", "monday", "unknown-member"),
        ("/id", "7", "not-a-uuid"),
        ("/website", "no uri", "not-a-uri"),
        ("/website", "https://açaí.org", "not-a-uri"),
        ("/website", "https://casa.org/%zz", "not-a-uri"),
        ("/website", "https://casa.org:porta/", "not-a-uri"),
        ("/email", "nobody", "not-an-email"),
        ("/year_incorporated", "2011", "wrong-type"),
        ("/year_incorporated", True, "wrong-type"),
        ("/year_incorporated", float("nan"), "wrong-type"),
        ("/year_incorporated", 2**53, "out-of-range"),
        ("/phones", {}, "wrong-type"),
        ("/services/0/status", "open", "unknown-code"),
        ("/services/0/assured_date", "2026-02-30", "not-a-date"),
        ("/services/0/last_modified", "2026-02-03", "not-an-instant"),
        ("/services/0/program", [], "wrong-type"),
        ("/locations/0/schedules/0/opens_at", "25:00", "not-a-time"),
        (f"{CAPACITY}/unit", ..., "required"),
        (f"{CAPACITY}/available", 11, "above-maximum"),
        (f"{CAPACITY}/available", -1, "below-zero"),
        ("/services/0/maximum_age", 17, "ages-contradict"),
        ("/services/0/organization_id", an_id("another"), "broken-reference"),
        ("/services/0/program_id", an_id("none"), "broken-reference"),
        ("/services/0/service_at_locations/0/location_id", an_id("none"), "broken-reference"),
        ("/services/0/attributes/0/link_id", an_id("location"), "broken-reference"),
        ("/services/0/attributes/0/taxonomy_term_id", an_id("none"), "broken-reference"),
        ("/email", "maria.silva@casa.org.br", "not-a-role-address"),
        ("/alternate_name", "CPF 529.982.247-25", "names-somebody"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(path: str, value: Any, code: str) -> None:
    place = path if code != "ages-contradict" else "/services/0/minimum_age"
    assert (place, code) in codes(changed(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/website", "https://casa.org:8443/caf%C3%A9?a=b&c=/?#d"),
        ("/website", "mailto:contato@casa.org.br"),
        ("/id", "D9D5E0F5-D3CE-4F73-9A2F-4DD0ECC6C610"),
        ("/services/0/last_modified", "2026-03-01t10:00:00.5z"),
        ("/services/0/description", ""),
        ("/locations/0/addresses/0/postal_code", ""),
    ],
)
def test_what_the_specification_allows_is_taken(path: str, value: Any) -> None:
    made = changed(path, value)
    made["services"][0]["service_at_locations"] = []
    assert codes(made) == []


def test_the_strict_schema_refuses_what_the_form_refuses() -> None:
    for path, value in (("/opening", "monday"), ("/name", ...), ("/services/0/status", "open"), ("/phones", {})):
        assert not STRICT.is_valid(changed(path, value))


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = {**entry(name=3), "services": ["none"]}
    assert codes(wrong) == [("/name", "wrong-type"), ("/services/0", "wrong-type")]
    assert codes([]) == [("", "not-an-object")]


def test_faults_are_told_nested_as_the_entry_is() -> None:
    wrong = changed("/services/0/capacities/0/available", 11)
    wrong["email"] = "maria.silva@casa.org.br"
    assert told(faults(wrong)) == {
        "services": {0: {"capacities": {0: {"available": ["above-maximum"]}}}}, "email": ["not-a-role-address"],
    }  # fmt: skip


def test_two_rows_of_one_id_are_told_from_one_row_told_twice() -> None:
    assert codes(entry()) == []
    moved = changed("/locations/0/latitude", 2)
    assert codes(moved) == [("/services/0/service_at_locations/0/location/id", "duplicate-id")]


def test_a_place_lies_on_the_earth() -> None:
    lost = changed("/locations/0/latitude", 91)
    lost["services"][0]["service_at_locations"] = []
    assert codes(lost) == [("/locations/0/latitude", "out-of-range")]


def test_a_strange_name_of_a_member_is_not_repeated() -> None:
    assert codes(entry(**{"Maria 529.982.247-25": 1})) == [("/?", "unknown-member")]


def named() -> dict[str, Any]:
    change = {
        "id": an_id("change"), "last_action_date": "2026-01-01", "last_action_type": "update", "field_name": "name",
        "previous_value": "", "replacement_value": "Casa Aberta", "updated_by": "Ann Persona",
    }  # fmt: skip
    contacts = [{"id": an_id("ann"), "name": "Ann Persona"}, {"id": an_id("desk"), "title": "Recepção"}]
    made = entry(contacts=contacts, metadata=[{**change, "updated_by": "network_manager", "id": an_id("ours")}, change])
    made["services"] = []
    made["locations"][0]["addresses"][0]["attention"] = "Ann Persona"
    return made


def test_who_is_named_is_refused_and_can_be_left_out() -> None:
    assert {code for _, code in codes(named())} == {"person-named"}
    kept, left_out = without_people(named())
    assert sorted(fault.pointer for fault in left_out) == [
        "/contacts/0/name", "/locations/0/addresses/0/attention", "/metadata/1/updated_by",
    ]  # fmt: skip
    assert codes(kept) == []
    assert "Persona" not in json.dumps(kept)
    assert [contact["id"] for contact in kept["contacts"]] == [an_id("desk")]


def test_rows_and_nested_entries_say_the_same() -> None:
    nesting = Nesting(flattened([entry()]))
    assert list(nesting.entries()) == [entry()]
    assert list(nesting.orphans()) == []


def test_a_row_that_belongs_nowhere_is_an_orphan() -> None:
    found = flattened([entry()])
    found["service"][an_id("service")]["organization_id"] = an_id("nobody")
    nesting = Nesting(found)
    assert ["services" in made for made in nesting.entries()] == [False]
    assert ("service", an_id("service")) in list(nesting.orphans())


def test_a_reference_to_nothing_stays_to_be_found() -> None:
    found = flattened([entry()])
    found["service_at_location"][an_id("at")]["location_id"] = an_id("nowhere")
    (made,) = Nesting(found).entries()
    assert codes(made) == [("/services/0/service_at_locations/0/location_id", "broken-reference")]


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
