"""One wrong request and the refusal it must meet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import pytest

from tests.openapi.document import Operation
from tests.openapi.records import Records
from tests.openapi.samples import CANARY, CANARY_NUMBER

MEMBERS = ("type", "title", "status", "detail", "instance", "trace_id")


@dataclass(frozen=True)
class Request:
    """A request as it goes out; `data` is the body as it is."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes | None = None

    def having(self, **headers: str | None) -> Request:
        """With other headers, `If_Match` for If-Match; None takes one away."""
        changed = {name.replace("_", "-"): value for name, value in headers.items()}
        merged = {**self.headers, **changed}
        return replace(self, headers={name: value for name, value in merged.items() if value is not None})

    def carrying(self, body: Any) -> Request:
        return replace(self, data=json.dumps(body).encode())


@dataclass(frozen=True)
class Probe:
    """A request, the statuses that are right for it, and what the answer must have besides.

    `or_nothing`: an empty list is right as well.
    """

    request: Request
    statuses: tuple[int, ...]
    pointer: str | None = None
    slug: str | None = None
    headers: tuple[str, ...] = ()
    about: str = ""
    or_nothing: bool = False


def valid(records: Records, operation: Operation, **ids: Any) -> Request:
    """A request in order; `ids` replace those of the records."""
    headers = {"Authorization": f"Bearer {records.token}"}
    if operation.keyed:
        headers["Idempotency-Key"] = str(uuid4())
    if operation.conditional:
        headers["If-Match"] = '"1"'
    request = Request(operation.method, records.address(operation, **ids), headers)
    if operation.body is None:
        return request
    return request.having(Content_Type="application/json").carrying(records.body(operation))


Case = Callable[[Records, Operation], Iterator[Probe]]


def send(client: Any, probe: Probe) -> Iterator[str]:
    """Everything that is wrong with the answer to a probe."""
    request = probe.request
    answer = client.open(request.path, method=request.method, headers=dict(request.headers), data=request.data)
    where = f"{request.method} {request.path} {probe.about}".strip()
    for complaint in _complaints(probe, answer):
        yield f"{where}: {complaint}; answer {answer.status_code} {answer.text[:300]}"


def _complaints(probe: Probe, answer: Any) -> Iterator[str]:
    if probe.or_nothing and answer.status_code == 200 and answer.json == {"items": []}:
        return
    if answer.status_code not in probe.statuses:
        yield f"expected {probe.statuses}"
        return
    if answer.mimetype != "application/problem+json":
        yield "not a problem document"
        return
    body = answer.json
    yield from (f"no {member}" for member in MEMBERS if not body.get(member))
    if body.get("status") != answer.status_code:
        yield "status differs from the body's"
    if probe.slug and not body["type"].endswith(f"/{probe.slug}"):
        yield f"type is not {probe.slug}"
    if probe.pointer is not None and not _points_at(body, probe.pointer):
        yield f"no error points at {probe.pointer}"
    yield from (f"no {name} header" for name in probe.headers if name not in answer.headers)
    if CANARY in answer.text or str(CANARY_NUMBER) in answer.text or CANARY in str(answer.headers):
        yield "gives back what was submitted"


def _points_at(body: Mapping[str, Any], pointer: str) -> bool:
    """Errors of a mapping's value lie one step below the member."""
    return any(f"{error['pointer']}/".startswith(f"{pointer}/") for error in body.get("errors", ()))


def report(complaints: list[str]) -> None:
    """Fails with one line for each complaint."""
    if complaints:
        pytest.fail(f"{len(complaints)} answers are wrong:\n" + "\n".join(complaints), pytrace=False)
