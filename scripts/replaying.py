"""An auditor's desk on the command line: the same questions, records and refusals as over HTTP, on the store itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.auditing.histories import Histories, Reader
from infra.auditing.showing import Manner, line, readable
from infra.composition import close_store, open_store
from infra.eventstore.records import RecordedEvent
from infra.ledger.checkpoints import Checkpoint
from infra.refusals import DomainError, NotFound
from infra.refusals import Unavailable as Away
from infra.settings import Settings
from infra.stores import CONFIDENTIAL
from infra.web.caller import Caller
from infra.web.histories import SCOPE
from infra.web.history_schemas import CheckpointAnswer
from infra.web.tokens import InvalidToken, TokenVerifier
from scripts import stored_names
from scripts.failures import CommandError, Unavailable, UsageError
from scripts.replays import Question
from scripts.services import definition
from scripts.stores import settings_of

MOST_EVENTS = 10_000


@dataclass(frozen=True)
class Entry:
    """Which record, and by what right: a reason or a session, and a token."""

    store: str
    stream: UUID
    reason: str
    session: UUID | None
    token_file: Path | None


class Desk:
    def __init__(self, histories: Histories, reader: Reader, stream: UUID) -> None:
        self.histories, self.reader, self.stream = histories, reader, stream

    @classmethod
    @contextmanager
    def open(cls, entry: Entry, stack: str) -> Iterator[Desk]:
        """Raises UsageError, Unavailable, CommandError with the fix of the refusal."""
        settings_of(entry.store, stack)
        _refuse_without_right(entry)
        stored_names.aggregates()
        settings = _settings(entry.store, stack)
        caller = _caller(entry, settings)
        try:
            store = open_store(definition(entry.store), settings)
        except Away as error:
            raise Unavailable(f"{error.dependency} cannot be reached: is the stack running?") from None
        assert settings.http is not None
        try:
            histories = Histories(store, settings.http.secret)
            yield cls(histories, Reader(caller, entry.session or _session(histories, caller, entry)), entry.stream)
        except NotFound:
            raise CommandError(f"{entry.store} has no stream {entry.stream}") from None
        except DomainError as refusal:
            raise CommandError(f"{refusal.detail} {refusal.fix}") from None
        finally:
            close_store(store)

    def ask(self, question: Question) -> dict[str, Any]:
        """The answer as a document. Raises what `Histories` raises."""
        if question.between is not None:
            return self._difference(question)
        if question.field is not None:
            rested = self.histories.explanation(self.reader, self.stream, question.field, question.moment)
            found, manner = rested.found, rested.manner
            events = [line(entry, manner) for entry in (*found.before, found.set_by)]
            value = readable(found.value, manner)
            told = {"field": found.field, "value": value, "history": events}
            return {"stream": str(self.stream), **told, "checkpoint": _checkpoint(rested.checkpoint)}
        history = self.histories.history(self.reader, self.stream, question.moment, 0, MOST_EVENTS)
        state = None if history.state is None else readable(history.state, history.manner)
        events = [line(entry, history.manner) for entry in history.events]
        told = {"history": events, "state": state}
        return {"stream": str(self.stream), **told, "checkpoint": _checkpoint(history.checkpoint)}

    def _difference(self, question: Question) -> dict[str, Any]:
        assert question.between is not None
        rested = self.histories.difference(self.reader, self.stream, *question.between)
        manner = rested.manner
        told = [
            {
                "field": change.field, "before": readable(change.before, manner),
                "after": readable(change.after, manner), "set_by": _line(change.set_by, manner),
            }
            for change in rested.found
        ]  # fmt: skip
        named = _checkpoint(rested.checkpoint)
        return {"stream": str(self.stream), "changes": told, "history": [], "checkpoint": named}


def _checkpoint(checkpoint: Checkpoint | None) -> Any:
    """What the answer can be proved under; None while none covers it."""
    return CheckpointAnswer().dump(checkpoint) if checkpoint else None


def _line(entry: RecordedEvent | None, manner: Manner) -> dict[str, Any] | None:
    return line(entry, manner) if entry else None


def _refuse_without_right(entry: Entry) -> None:
    production = os.environ.get("TRAVESSIA_ENV") == "production"
    if production and (entry.token_file is None or entry.session is None):
        raise UsageError("in production a replay needs --token-file and --session (POST /v1/history-sessions)")
    if entry.store in CONFIDENTIAL and entry.token_file is None:
        raise UsageError(f"{entry.store} is confidential: a replay needs --token-file with the right to it")


def _settings(store: str, stack: str) -> Settings:
    from scripts.stack.stack import load

    return Settings.from_environment(load(stack).environment(), [store], "api")


def _caller(entry: Entry, settings: Settings) -> Caller:
    """The bearer of the token; in development without one, an auditor of the whole country by this account's name."""
    if entry.token_file is None:
        account = f"cli:{os.environ.get('USER') or os.getuid()}"
        states = tuple(uf.value for uf in UF)
        return Caller(account, "auditor", "travessia-cli", frozenset({SCOPE}), uf=states)
    assert settings.http is not None
    try:
        caller = TokenVerifier(settings.http.auth).verify(entry.token_file.read_text().strip())
    except (OSError, InvalidToken):
        raise UsageError("--token-file holds no valid access token") from None
    if SCOPE not in caller.scopes:
        raise UsageError(f"the token lacks the scope {SCOPE}")
    return caller


def _session(histories: Histories, caller: Caller, entry: Entry) -> UUID:
    reason = entry.reason or "Read on the command line of a development stack"
    found: UUID = histories.open_session(caller, entry.stream, reason).id
    return found
