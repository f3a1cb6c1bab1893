"""A Social Office over HTTP: opened by both powers, with its team and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.conftest import Token
from tests.http import Api, Reply

BODY = {
    "name": "Porto Sereno", "level": "state", "uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus",
}  # fmt: skip


@dataclass
class House:
    api: Api
    id: str
    coordinator: str
    staff: str
    desk: str

    @property
    def path(self) -> str:
        return f"/v1/offices/{self.id}"

    def step(self, name: str, token: str | None = None, **body: Any) -> Reply:
        """A command below the office's address, at its version of the moment."""
        by = token or self.coordinator
        version = self.api.get(self.path, self.coordinator).version
        return self.api.post(f"{self.path}/{name}", body, by, match=version)

    def read(self) -> dict[str, Any]:
        body: dict[str, Any] = self.api.get(self.path, self.coordinator).body
        return body

    def person(self, **values: object) -> str:
        reply = self.api.post("/v1/persons", {"client_types": ["released"], **values}, self.staff)
        assert reply.status == 201, reply.body
        return reply.id

    def arrive(self, expect: int = 201, **values: object) -> Reply:
        reply = self.api.post("/v1/receptions", {"office_id": self.id, **values}, self.staff)
        assert reply.status == expect, reply.body
        return reply

    def queue(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.api.get(f"/v1/receptions?office_id={self.id}", self.staff).body["items"]
        return items

    def day(self) -> dict[str, Any]:
        reply = self.api.get(f"{self.path}/day", self.staff)
        assert reply.status == 200, reply.body
        body: dict[str, Any] = reply.body
        return body


def opened(api: Api, token: Token, **elsewhere: str) -> House:
    """By the judiciary and the state together; in Amazonas, or `elsewhere`."""
    body = {**BODY, **elsewhere}
    coordinator = token("office_coordinator", uf=[body["uf"]])
    office = api.post("/v1/offices", body, coordinator).id
    staff, desk = (token(role, office=[office], uf=[body["uf"]]) for role in ("social_worker", "receptionist"))
    house = House(api, office, coordinator, staff, desk)
    for power in ("judiciary", "state_executive"):
        assert house.step("managing-parties", org_id=str(uuid4()), power=power).status == 200
    assert house.step("opening").body["status"] == "open"
    return house


def slug(refused: Reply) -> str:
    """What a problem is called."""
    return str(refused.body["type"]).rsplit("/", 1)[-1]
