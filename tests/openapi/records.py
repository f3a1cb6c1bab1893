"""Makes records through a store's own API, as far as its document tells how, for tests that need something to exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

from tests.http import Api, Reply
from tests.openapi.document import Document, Operation
from tests.openapi.samples import sample
from tests.openapi.seeds import SEEDS
from tests.openapi.steps import ALIASES, BODIES, ELSEWHERE, STEPS

Issue = Callable[..., str]
Job = Callable[["Records"], bool]
HOME = {"uf": "AC", "municipality_ibge7": "1200013"}
# A step changes a record, or begins what there is one of for each record.
DONE = (200, 201)
SUBJECT, CLIENT = "dev-bad-input", "travessia-cli"
AWAY = {"uf": ["TO"], "ibge": ["1700251"]}


@dataclass
class Records:
    """The ids of what exists in a store by parameter name, and tokens that may see it or may not."""

    document: Document
    api: Api
    issue: Issue
    ids: dict[str, Any] = field(default_factory=dict)
    claimed: Mapping[str, str] = field(
        default_factory=lambda: {name: str(uuid4()) for name in ("office_id", "commission_id", "org_id")}
    )

    @property
    def known(self) -> dict[str, Any]:
        """What members and parameters of these names hold."""
        also = {alias: self.ids[name] for alias, name in ALIASES.items() if name in self.ids}
        return {**HOME, **self.claimed, **also, **self.ids}

    @property
    def all_scopes(self) -> str:
        return " ".join(sorted(self.document.scopes))

    @property
    def token(self) -> str:
        """All scopes of the store, in the territory of the records."""
        return self.issued(self.all_scopes)

    def issued(self, scope: str) -> str:
        """A token in the territory of the records."""
        known = self.known
        return self.issue(
            "social_worker", scope=scope, uf=[HOME["uf"]], ibge=[HOME["municipality_ibge7"]],
            office=[known["office_id"]], commission=[known["commission_id"]],
            org=self.ids.get("partner_id", known["org_id"]), subject=SUBJECT, person_ref="TJ-DEMO-records",
        )  # fmt: skip

    @property
    def stranger(self) -> str:
        """All scopes, in another territory."""
        claims = {"office": [uuid4()], "commission": [uuid4()], "org": uuid4(), **AWAY}
        return self.issue("social_worker", scope=self.all_scopes, subject="dev-stranger", **claims)

    def address(self, operation: Operation, **others: Any) -> str:
        """The path of an operation with its parameters and required filters filled in."""
        known = self.known | others
        path = operation.path.format(**{n: sample(p["schema"], known, n) for n, p in operation.path_parameters.items()})
        query = [f"{n}={sample(p['schema'], known, n)}" for n, p in operation.query.items() if p["required"]]
        return path + (f"?{'&'.join(query)}" if query else "")

    def body(self, operation: Operation) -> Any:
        return None if operation.body is None else sample(operation.body, self.known)

    def exist_for(self, operation: Operation) -> bool:
        """Whether every record that the operation's path names was made."""
        named = [n for n, p in operation.path_parameters.items() if p["schema"].get("format") == "uuid"]
        return all(name in self.ids for name in named)

    def version(self, path: str, parameters: Mapping[str, Any]) -> int:
        """The version that the first record of a path is at; 1 when it cannot be read."""
        record = path[: path.index("}") + 1].format(**parameters)
        found = self.api.get(record, self.token)
        return found.version if "ETag" in found.headers else 1

    def send(self, operation: Operation, match: int | None = None, **members: Any) -> Reply:
        """A valid request."""
        body = {**(self.body(operation) or {}), **members}
        return self.api.post(self.address(operation), body, self.token, match=match)


def make(document: Document, api: Api, issue: Issue) -> Records:
    """Call every operation that creates something, again and again while that makes something new."""
    records = Records(document, api, issue)
    jobs = [job for operation in document.operations for job in _jobs(document, operation)]
    jobs += [partial(_seed, name) for store, name in SEEDS if store == document.store]
    while done := [job for job in jobs if job(records)]:
        jobs = [job for job in jobs if job not in done]
    return records


def _jobs(document: Document, operation: Operation) -> list[Job]:
    """To create a record, and to do with it what it needs."""
    name = _made_by(document, operation)
    steps = STEPS.get((document.store, name), ()) if name else ()
    by_path = {other.path: other for other in document.operations if other.method == "POST"}
    later = [partial(_step, by_path[f"{operation.path}/{{{name}}}/{suffix}"], members) for suffix, members in steps]
    return [partial(_create, operation, name), *later] if name else []


def _made_by(document: Document, creator: Operation) -> str | None:
    """The parameter that names what an operation creates, as in the paths below its own or as the table tells."""
    below = re.compile(re.escape(creator.path) + r"/\{(\w+)\}")
    names = (found[1] for path in document.paths if (found := below.match(path)))
    return next(names, ELSEWHERE.get((document.store, creator.path))) if creator.creates else None


def _create(operation: Operation, name: str, records: Records) -> bool:
    if not records.exist_for(operation):
        return False
    reply = records.send(operation, **BODIES.get((records.document.store, name), {}))
    if reply.status == 201:
        records.ids[name] = reply.id
    return reply.status == 201


def _step(operation: Operation, members: Mapping[str, Any], records: Records) -> bool:
    if not records.exist_for(operation):
        return False
    filled = {n: v.format(**records.known) if isinstance(v, str) else v for n, v in members.items()}
    reply = records.send(operation, records.version(operation.path, records.ids), **filled)
    if reply.status in DONE:
        records.ids |= {
            n: v for n, v in reply.body.items() if n in records.document.parameters and n not in records.ids
        }
    return reply.status in DONE


def _seed(name: str, records: Records) -> bool:
    needed, seed = SEEDS[records.document.store, name]
    if not all(other in records.ids for other in needed):
        return False
    records.ids[name] = seed(records)
    return True
