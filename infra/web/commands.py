"""Runs one command: check the request, decide inside one unit of work, answer, remember the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any

from flask import request

from infra import crashpoints
from infra.application import repeated
from infra.eventstore.unit_of_work import UnitOfWork
from infra.metadata import Metadata, acting
from infra.observability import metrics
from infra.web import exchange, requests, validation
from infra.web.answers import Accepted, Answer, Changed, Created
from infra.web.caller import Caller
from infra.web.errors import is_the_callers_turn
from infra.web.host import Host, host
from infra.web.idempotency import Kept, Slot, fingerprint, replay, slot_of
from infra.web.operations import Operation
from infra.web.plain import plain
from infra.web.schemas import ENVELOPE


class Command:
    """One request to change something."""

    def __init__(self, operation: Operation, host: Host, path: Mapping[str, Any]) -> None:
        self.operation, self.host, self.path = operation, host, path
        self.caller = requests.authenticated(operation.scope)
        self.key = requests.idempotency_key() if operation.keyed else None
        self.raw = requests.json_body(operation.media)
        self.body = validation.load(operation.body, self.raw)
        self.metadata = _metadata(self.caller, {n: self.body.pop(n) for n in ENVELOPE if n in self.body})

    def answer(self) -> Answer:
        """The first answer; decided again when another command came in between or a read model was switched.

        Then a version that is no longer the caller's is told as such, and whatever else has changed, such as the
        last place of an offer, is for the domain to refuse. Raises VersionConflict when that does not end.
        """
        if self.operation.asks is not None:
            known = self._known()
            if known is not None:
                return known
            self.path = {**self.path, "told": self._told(self.operation.asks)}
        return repeated(self.host.store, self._attempt)

    def _known(self) -> Answer | None:
        """The first answer, without another store being asked again."""
        if self.key is None:
            return None
        slot, mark = self._marked(self.key)
        with self.host.store.begin() as unit, self.host.idempotency.claimed(unit, slot) as kept:
            return None if kept is None else replay(kept, mark)

    def _told(self, ask: Callable[..., Any]) -> Any:
        """Outside of any transaction: nobody waits at our database for another store."""
        return ask(self.host.application(self.operation.application), dict(self.body), self.caller, **self.path)

    def _attempt(self) -> Answer:
        with self.host.store.begin() as unit:
            return self._once(unit, self.key) if self.key else self._decided(unit)

    def _once(self, unit: UnitOfWork, key: str) -> Answer:
        """Idempotency is checked before If-Match: a repeated command is answered even though it is stale by now."""
        slot, mark = self._marked(key)
        with self.host.idempotency.claimed(unit, slot) as kept:
            if kept is not None:
                return replay(kept, mark)
            answer = self._decide()
            self.host.idempotency.keep(unit, slot, Kept(mark, answer))
            self._commit(unit)
            return answer

    def _marked(self, key: str) -> tuple[Slot, bytes]:
        """Where the answer of this command is kept, and what makes another command the same."""
        secret, path = self.host.secret, request.script_root + request.path
        mark = fingerprint(secret, request.method, path, request.headers.get("If-Match"), self.raw)
        return slot_of(secret, self.caller, key), mark

    def _decided(self, unit: UnitOfWork) -> Answer:
        answer = self._decide()
        self._commit(unit)
        return answer

    def _decide(self) -> Answer:
        operation = self.operation
        arguments = dict(self.path)
        if operation.conditional:
            arguments["expected"] = requests.expected_version()
        application = self.host.application(operation.application)
        with acting(self.metadata):
            return _answer(operation.handler(application, dict(self.body), self.caller, **arguments))

    def _commit(self, unit: UnitOfWork) -> None:
        topics = unit.decided
        crashpoints.reached("command.before-commit", unit.store.name)
        unit.commit()
        crashpoints.reached("command.after-commit", unit.store.name)
        if not exchange.is_silent():
            metrics.count_events(topics)


def run(operation: Operation, path: Mapping[str, Any]) -> Answer:
    if exchange.is_silent():
        return Command(operation, host(), path).answer()
    with metrics.observed(operation.name) as observation:
        try:
            answer = Command(operation, host(), path).answer()
        except Exception as error:
            observation.outcome = "refused" if is_the_callers_turn(error) else "failed"
            raise
        observation.outcome = "replayed" if "Idempotency-Replayed" in answer.headers else "accepted"
        return answer


def _metadata(caller: Caller, envelope: dict[str, Any]) -> Metadata:
    if "occurred_at" in envelope:
        envelope["occurred_at"] = envelope["occurred_at"].astimezone(UTC)
    metadata = Metadata(
        actor=caller.subject,
        role=caller.role,
        tenant=caller.tenant,
        correlation_id=exchange.current().trace_id,
    )
    return replace(metadata, **envelope)


def _answer(outcome: Accepted | Created | Changed) -> Answer:
    if isinstance(outcome, Accepted):
        return Answer(202, {"Location": request.script_root + outcome.location}, {})
    etag = {"ETag": f'"{outcome.version}"'}
    body = {**plain(outcome.body), "version": outcome.version}
    if isinstance(outcome, Changed):
        return Answer(200, etag, body)
    location = outcome.location or f"{request.path}/{outcome.id}"
    return Answer(201, {**etag, "Location": request.script_root + location}, {**body, "id": str(outcome.id)})
