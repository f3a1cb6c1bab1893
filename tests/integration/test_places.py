"""Places over HTTP: a municipality that does not exist is refused by name, and the zone is known rather than asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Token
from tests.http import Api

OFFICE = {"name": "Porto Sereno", "level": "state", "uf": "AM", "municipality_ibge7": "1304062"}
PARTNER = {"legal_name": "Casa Travessia", "org_type": "ngo", "uf": "AM", "municipality_ibge7": "1304062"}
MAKING = (
    ("intake", "/v1/offices", OFFICE, "office_coordinator"),
    ("referrals", "/v1/partners", PARTNER, "network_manager"),
)


@pytest.mark.parametrize(("store", "path", "body", "role"), MAKING)
def test_the_zone_of_a_municipality_is_known(
    api: Callable[[str], Api], token: Token, store: str, path: str, body: dict[str, Any], role: str
) -> None:
    """Tabatinga lies an hour behind the rest of its state."""
    holder = token(role, uf=["AM"])
    made = api(store).post(path, body, holder)
    assert made.status == 201
    assert api(store).get(f"{path}/{made.id}", holder).body["zone"] == "America/Eirunepe"


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"municipality_ibge7": "1300000"}, "/municipality_ibge7", "unknown-municipality"),
        ({"municipality_ibge7": "3550308"}, "/municipality_ibge7", "in-another-state"),
        ({"municipality_ibge7": "13040"}, "/municipality_ibge7", "pattern"),
        ({"zone": "America/Manaus"}, "/zone", "zone-of-another-place"),
    ],
)
@pytest.mark.parametrize(("store", "path", "body", "role"), MAKING)
def test_a_place_that_does_not_exist_is_refused_by_its_pointer(
    api: Callable[[str], Api], token: Token, store: str, path: str, body: dict[str, Any], role: str,
    change: dict[str, str], pointer: str, code: str,
) -> None:  # fmt: skip
    reply = api(store).post(path, body | change, token(role, uf=["AM"]))
    assert reply.status == 422
    assert {"pointer": pointer, "code": code} in [
        {name: error[name] for name in ("pointer", "code")} for error in reply.body["errors"]
    ]


def test_only_a_state_with_several_zones_is_asked_for_one(api: Callable[[str], Api], token: Token) -> None:
    body = {
        "court_id": str(uuid4()),
        "segment": "state",
        "size": "small",
        "degree": "first",
        "constituted_on": "2021-01-04",
    }
    secretary = token("commission_secretary", uf=["AM", "BA"])
    assert api("commissions").post("/v1/commissions", {**body, "uf": "BA"}, secretary).status == 201
    refused = api("commissions").post("/v1/commissions", {**body, "uf": "AM"}, secretary)
    assert refused.body["errors"][0]["code"] == "required-in-this-state"
