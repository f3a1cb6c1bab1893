"""Directories over HTTP on the real database: in and out, equal, each entry whole, and ours with their changes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from scripts.directories import exporting, importing, reading, reports
from scripts.failures import Unavailable
from scripts.importing.sending import Api as Sender
from services.referrals.network.directory.checking import faults
from tests.conftest import Token
from tests.integration.referrals.conftest import PLACE, Network
from tests.unit.referrals.test_directory_form import STRICT, entry

ENTRIES, ORGANIZATIONS = "/v1/directory-entries", "/v1/directory-organizations"
Import = Callable[..., dict[str, int]]
SITE = {
    **PLACE, "address": {"street": "Rua das Flores", "number": "12", "district": "Centro"},
    "opening_hours": [{"weekday": 1, "begins": "08:00", "ends": "12:00"}], "phone": "+55 92 3000-0000",
}  # fmt: skip


def fresh(**changes: Any) -> dict[str, Any]:
    """An entry whose ids no other test has."""
    ids: dict[str, str] = {}

    def renewed(value: Any) -> Any:
        if isinstance(value, list):
            return [renewed(item) for item in value]
        if isinstance(value, dict):
            members = {name: renewed(item) for name, item in value.items()}
            return {**members, "id": ids.setdefault(value["id"], str(uuid4()))} if "id" in value else members
        return value

    made: dict[str, Any] = renewed(entry(**changes))
    return made


class Dying(httpx.WSGITransport):
    """Lets some commands through; then the answer of one that was carried out is lost, and nobody answers.

    Reading counts for nothing: how many pages are known hangs on what others have imported.
    """

    left = 10_000

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.left -= request.method == "POST"
        if self.left < 0:
            raise httpx.ConnectError("gone")
        answer = super().handle_request(request)
        if self.left == 0 and request.method == "POST":
            raise httpx.ReadError("gone")
        return answer


@pytest.fixture
def going(network: Network, tmp_path: Path) -> Import:
    def go(document: Any, left: int = 10_000) -> dict[str, int]:
        path = document if isinstance(document, Path) else tmp_path / "directory.json"
        if path is not document:
            path.write_text(json.dumps(document))
        transport = Dying(network.api.client.application)
        transport.left = left
        headers = {"Authorization": f"Bearer {network.manager}"}
        with (
            httpx.Client(transport=transport, base_url="http://referrals", headers=headers) as http,
            reports.writing(tmp_path / "report.csv") as lines,
        ):
            wanted = importing.Wanted("municipal", "AM")
            return importing.run(Sender(http, waits=()), reading.opened(path), wanted, lines, lambda *_: None)

    return go


def exported(network: Network, *ids: str) -> list[dict[str, Any]]:
    """Of all that is there, what this test has brought, in the order of the ids given."""
    lines = network.api.all(f"{ORGANIZATIONS}?uf=AM&history=true&limit=200", network.staff)
    found = {line["organization"]["id"]: line["organization"] for line in lines}
    return [found[organization_id] for organization_id in ids]


def report(tmp_path: Path) -> list[tuple[str, str, str]]:
    with (tmp_path / "report.csv").open(newline="") as file:
        return [(line["outcome"], line["pointer"], line["code"]) for line in csv.DictReader(file)]


def test_what_is_imported_and_exported_again_is_equal(network: Network, going: Import, tmp_path: Path) -> None:
    made = [fresh(), fresh(name="Outra Casa")]
    ids = [one["id"] for one in made]
    assert going(made)["imported"] == 2
    assert exported(network, *ids) == made
    first, second = (exporting.prepared(tmp_path / name) for name in ("first", "second"))
    exporting.write(exported(network, *ids), "datapackage", first)
    assert going(first)["unchanged"] == 2
    changed = [{**one, "alternate_name": "Casa"} for one in made]
    exporting.write(changed, "datapackage", second)
    assert going(second)["replaced"] == 2
    assert exported(network, *ids) == changed


def test_an_import_goes_on_where_it_was(network: Network, going: Import) -> None:
    made = [fresh() for _ in range(3)]
    for _ in made[1:]:
        with pytest.raises(Unavailable):
            going(made, left=1)
    assert going(made) == {"entries": 3, "imported": 1, "replaced": 0, "unchanged": 2, "refused": 0}
    assert exported(network, *[one["id"] for one in made]) == made


def test_a_wrong_entry_leaves_nothing_and_the_others_are_taken(network: Network, going: Import, tmp_path: Path) -> None:
    good, wrong, own = fresh(), fresh(), {**fresh(), "id": network.partner_id}
    wrong["services"][0]["capacities"][0]["available"] = 11
    counts = going([wrong, own, good])
    assert (counts["imported"], counts["refused"]) == (1, 2)
    assert report(tmp_path) == [
        ("refused", "/services/0/capacities/0/available", "above-maximum"),
        ("refused", "", "referrals-own-organisation"),
        ("imported", "", ""),
    ]
    listed = network.api.all(f"{ENTRIES}?directory=municipal&limit=200", network.staff)
    assert wrong["id"] not in {line["organization_id"] for line in listed}


def test_the_api_refuses_by_itself_what_is_not_of_the_form(network: Network, token: Token) -> None:
    wrong = fresh()
    wrong["services"][0]["status"] = "open"
    refused = network.api.post(ENTRIES, {"directory": "municipal", "uf": "AM", "organization": wrong}, network.manager)
    assert refused.status == 422
    assert [(one["pointer"], one["code"]) for one in refused.body["errors"]] == [
        ("/organization/services/0/status", "unknown-code")
    ]
    elsewhere = {"directory": "municipal", "uf": "AM", "organization": fresh()}
    assert network.api.post(ENTRIES, elsewhere, token("network_manager", uf=["BA"])).status == 404
    assert network.api.post(ENTRIES, {**elsewhere, "uf": None}, network.manager).status == 404


def test_an_entry_is_replaced_and_dropped_by_those_of_its_state(network: Network, token: Token) -> None:
    made = fresh()
    body = {"directory": "esv_app", "uf": "AM", "organization": made}
    kept = network.must(network.api.post(ENTRIES, body, network.manager), 201).id
    known = network.api.post(ENTRIES, {**body, "organization": {**made, "name": "Casa Nova"}}, network.manager)
    assert (known.status, known.slug) == (409, "referrals-directory-entry-known")
    path, change = f"{ENTRIES}/{kept}", {"organization": {**made, "name": "Casa Nova"}}
    stranger = token("network_manager", uf=["BA"])
    assert network.api.post(f"{path}/details", change, stranger, match=1).status == 404
    network.must(network.api.post(f"{path}/details", change, network.manager, match=1))
    assert network.must(network.api.get(path, network.staff)).body["organization"]["name"] == "Casa Nova"
    assert network.api.post(f"{path}/removal", {}, stranger, match=2).status == 404
    network.must(network.api.post(f"{path}/removal", {}, network.manager, match=2))
    assert not network.must(network.api.get(path, network.staff)).body["stands"]
    shown = network.api.all(f"{ORGANIZATIONS}?uf=AM&limit=200", network.staff)
    assert made["id"] not in {line["organization"]["id"] for line in shown}


def test_our_own_records_are_shown_strictly_and_with_their_history(network: Network) -> None:
    site = network.must(
        network.api.post("/v1/sites", {**SITE, "partner_id": network.partner_id}, network.manager), 201
    ).id
    offer = {"partner_id": network.partner_id, "site_id": site, "need_domains": ["food"], "slots": 4}
    kept = network.must(network.api.post("/v1/offers", offer, network.manager), 201).id
    network.must(network.api.post(f"/v1/offers/{kept}/capacity", {"slots": 6}, network.manager, match=1))
    (made,) = exported(network, network.partner_id)
    STRICT.validate(made)
    assert faults(made) == []
    (shown,) = [service for service in made["services"] if service["id"] == kept]
    assert shown["capacities"][0]["maximum"] == 6
    (changed,) = [row for row in shown["metadata"] if row["last_action_type"] == "update"]
    assert (changed["field_name"], changed["updated_by"]) == ("capacities", "network_manager")
    assert shown["service_at_locations"][0]["location"]["id"] == site
    assert {row["last_action_type"] for row in made["metadata"]} == {"create"}
