"""How an office of the scenario comes to be: agreed, installed, opened by two powers."""

from __future__ import annotations

from uuid import uuid4

from scripts.demo.cast import Cast
from scripts.demo.network import Network, User
from scripts.demo.reference import Municipality


def opened(network: Network, cast: Cast, mark: str, place: Municipality, executive: str) -> User:
    """The office that `mark` names, named after its place; answers its coordinator."""
    name = place.name.split(" (")[0]
    coordinator = network.user(f"Coordination {name}", "office_coordinator", uf=[place.uf])
    body = {
        "name": name, "level": "shared", "uf": place.uf, "municipality_ibge7": place.ibge7, "zone": place.zone,
    }  # fmt: skip
    cast.offices[mark] = coordinator.post("/intake/v1/offices", body).id
    path = f"/intake/v1/offices/{cast.offices[mark]}"
    for step in ("agreement", "installation"):
        coordinator.post(f"{path}/{step}", {}, coordinator.get(path).version)
    for power in ("judiciary", executive):
        party = {"org_id": str(uuid4()), "power": power}
        coordinator.post(f"{path}/managing-parties", party, coordinator.get(path).version)
    coordinator.post(f"{path}/opening", {}, coordinator.get(path).version)
    return coordinator
