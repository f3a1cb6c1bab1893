"""The open stores on their real databases; messages are carried by hand, as relay and worker would."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from infra.application import Application, repeated
from infra.composition import close_store, open_store
from infra.database import connect
from infra.erasure.application import ErasureApplication
from infra.erasure.erasure import erasure_id
from infra.erasure.hands import PostgresHands, hands_of
from infra.eventstore.store import EventStore
from infra.messaging import envelope
from infra.messaging.batches import reacting
from infra.messaging.subscribe import Reactions
from infra.settings import Settings
from scripts.services import definition
from tests.conftest import Token
from tests.http import Api, Reply

OPEN = ("intake", "referrals", "coordination", "analytics")
Make = Callable[[Sequence[str], str], Settings]


@dataclass
class Node:
    """One store as its worker has it."""

    name: str
    settings: Settings
    store: EventStore
    applications: Sequence[Application]
    hands: PostgresHands

    @classmethod
    def open(cls, name: str, settings: Settings) -> Node:
        store = open_store(definition(name), settings)
        hands = hands_of(settings.stores[name])
        assert hands is not None
        own = [application(store) for application in definition(name).applications]
        return cls(name, settings, store, [*own, ErasureApplication(store, hands)], hands)

    @property
    def erasing(self) -> ErasureApplication:
        return next(a for a in self.applications if isinstance(a, ErasureApplication))

    def app(self, kind: type[Any]) -> Any:
        return next(a for a in self.applications if isinstance(a, kind))

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        with connect(self.settings.stores[self.name].database("migrate")) as connection:
            cursor = connection.execute(sql.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

    def rows_of(self, view: str, person: str) -> int:
        """How many rows of a read model name somebody; the generation is another one after each rebuild."""
        [(version, generation)] = self.rows("SELECT version, generation FROM views WHERE name = %s", view)
        table = f"view_{view}_v{version}_g{generation}"
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE person_id = %s", person)[0][0])

    def erasure(self, subject: str) -> Any:
        return self.erasing.state(UUID(subject))

    def perform(self, subject: str) -> None:
        self.erasing.perform(erasure_id(self.name, UUID(subject)))

    def close(self) -> None:
        close_store(self.store)
        self.hands.close()


@dataclass
class Network:
    """Four nodes, one hand that carries messages, and intake's people with tokens."""

    intake: Api
    token: Token
    nodes: dict[str, Node]
    done: dict[str, int] = field(default_factory=dict)
    office: str = ""

    def begin(self) -> None:
        """Messages of earlier tests are no news."""
        self.done = {
            n: node.rows("SELECT coalesce(max(position), 0) FROM published")[0][0] for n, node in self.nodes.items()
        }
        body = {
            "name": "Porto", "level": "state", "uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus",
        }  # fmt: skip
        self.office = self.intake.post("/v1/offices", body, self.token("office_coordinator", uf=["AM"])).id

    @property
    def worker(self) -> str:
        return self.token("social_worker", subject="lia", office=[self.office], uf=["AM"])

    def officer(self, account: str = "dora") -> str:
        return self.token("data_protection_officer", subject=account, uf=["AM"])

    def person(self, **values: object) -> Reply:
        made = self.intake.post("/v1/persons", {"client_types": ["released"], **values}, self.worker)
        assert made.status == 201, made.body
        return made

    def received(self, person: str, **values: object) -> str:
        """A reception from arrival to outcome."""
        body = {"office_id": self.office, "person_id": person, **values}
        arrived = self.intake.post("/v1/receptions", body, self.worker)
        assert arrived.status == 201, arrived.body
        for match, (step, members) in enumerate((("start", {}), ("completion", {"outcome": "oriented"})), 1):
            done = self.intake.post(f"/v1/receptions/{arrived.id}/{step}", members, self.worker, match=match)
            assert done.status == 200, done.body
        return arrived.id

    def published(self, store: str) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = self.nodes[store].rows(
            "SELECT position, channel, message FROM published WHERE position > %s ORDER BY position",
            self.done.get(store, 0),
        )
        for position, channel, message in rows:
            self.done[store] = position
            yield channel, message

    def carry(self) -> int:
        """Bring every new message to every store that reacts to it, until there are no more; how many there were."""
        count = 0
        while found := [(source, *sent) for source in self.nodes for sent in self.published(source)]:
            count += len(found)
            for _, channel, body in found:
                for node in self.nodes.values():
                    self.deliver(node, channel, body)
        return count

    def deliver(self, node: Node, channel: str, body: dict[str, Any]) -> None:
        message = envelope.read(body, channel)
        reactions = Reactions(definition(node.name).reactions)
        contract = reactions.contract_of(message.envelope)
        if contract is None:
            return
        with reacting(message):
            repeated(node.store, partial(reactions.react, node.applications, contract, message))

    # Steps of a request
    def requested(self, person: str) -> str:
        made = self.intake.post("/v1/erasure-requests", {"person_id": person}, self.worker)
        assert made.status == 201, made.body
        return made.id

    def step(self, request: str, step: str, body: Any, token: str) -> Reply:
        path = f"/v1/erasure-requests/{request}"
        version = self.intake.get(path, self.officer()).version
        return self.intake.post(f"{path}/{step}", body, token, match=version)

    def checked(self, person: str) -> str:
        """A request that only lacks its approvals."""
        request = self.requested(person)
        assert self.step(request, "identity-check", {"method": "document"}, self.worker).status == 200
        self.carry()
        done = self.step(request, "legal-check", {"basis": "consent_withdrawn"}, self.officer())
        assert done.status == 200, done.body
        return request

    def authorised(self, person: str) -> str:
        request = self.checked(person)
        for account in ("dora", "davi"):
            done = self.step(request, "approvals", {}, self.officer(account))
            assert done.status == 200, done.body
        assert done.body["status"] == "authorised"
        return request

    def erased(self, person: str) -> str:
        """All the way: every store has erased, checked and reported."""
        request = self.authorised(person)
        self.carry()
        for node in self.nodes.values():
            node.perform(person)
        self.carry()
        from services.intake.people.applications.erasures import ErasureRequestsApplication

        self.nodes["intake"].app(ErasureRequestsApplication).finish()
        self.carry()
        return request
