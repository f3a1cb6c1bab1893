"""Sealed values in an export: only what the bearer of a token may see, on record before it is opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.utils import resolve_topic

from contracts.vocabulary.rights import LegalBasis
from infra.composition import close_store, open_store
from infra.eventstore.codec import seals
from infra.eventstore.unit_of_work import UnitOfWork
from infra.metadata import Metadata, acting
from infra.refusals import Unavailable as Away
from infra.sealed import ERASED, Label, Sealed, SealedRef
from infra.settings import Settings
from infra.web.caller import Caller
from infra.web.tokens import InvalidToken, TokenVerifier
from scripts.failures import CommandError, Unavailable, UsageError
from scripts.services import definition

PURPOSE = re.compile(r"[a-z][a-z-]{2,39}")
Rule = Callable[[Caller, Any, str, Label], bool]


@dataclass(frozen=True)
class Disclosing:
    """For whom, by a token, and what for."""

    token_file: Path
    purpose: str

    @classmethod
    def asked(cls, disclose: bool, token_file: Path | None, purpose: str | None) -> Disclosing | None:
        """None when nothing is to be opened. Raises UsageError."""
        if not disclose:
            if token_file or purpose:
                raise UsageError("--token-file and --purpose go with --disclose")
            return None
        if token_file is None or purpose is None:
            raise UsageError("--disclose needs --token-file and --purpose")
        if not PURPOSE.fullmatch(purpose):
            raise UsageError("--purpose is a word of small letters, such as data-subject-access")
        return cls(token_file, purpose)


def disclosed(log: dict[str, Any], asked: Disclosing, settings: Settings) -> list[dict[str, Any]]:
    """The values of one store's entry of a bundle that the bearer may see, in the order of the events.

    Raises UsageError for a token that does not hold, Unavailable when a read record cannot be written.
    """
    caller, rule = _caller(asked, settings), definition(log["store"]).may_see
    if rule is None:
        return []
    try:
        store = open_store(definition(log["store"]), settings)
    except Away as error:
        raise Unavailable(f"{error.dependency} cannot be reached: is the stack running?") from None
    access = caller.opening(asked.purpose, LegalBasis.PUBLIC_POLICY)
    try:
        with acting(Metadata(actor=caller.subject, role=caller.role, tenant=caller.tenant)), store.begin() as unit:
            entries = [entry for shown in log["streams"] for entry in _visible(shown, caller, rule, unit)]
            opened = unit.open_many([_sealed(entry) for entry in entries], access)
    except Away as error:
        raise CommandError(f"{error.dependency} cannot be reached: nothing was opened") from None
    finally:
        close_store(store)
    places = [{name: entry[name] for name in ("stream", "version", "field")} for entry in entries]
    return [{**place, "value": value} for place, value in zip(places, opened, strict=True) if value != ERASED]


def _visible(shown: dict[str, Any], caller: Caller, rule: Rule, unit: UnitOfWork) -> Iterator[dict[str, Any]]:
    record: Any = None
    for entry in unit.history(UUID(shown["stream"])):
        record = entry.event.mutate(record)
    for event in shown["records"]:
        labels = seals(resolve_topic(event["topic"]))
        for entry in event["sealed"]:
            seal = labels.get(entry["field"])
            known = seal is not None and seal.label is not Label.C4 and entry["ciphertext"] is not None
            if known and seal and rule(caller, record, entry["field"], seal.label):
                yield entry


def _sealed(entry: dict[str, Any]) -> Sealed:
    """The vault finds a ciphertext by its place; what it decrypts is what the database holds there."""
    place = UUID(entry["stream"]), entry["version"], entry["field"]
    return Sealed(ref=SealedRef(*place, UUID(entry["key_id"]), ""))


def _caller(asked: Disclosing, settings: Settings) -> Caller:
    assert settings.http is not None
    try:
        return TokenVerifier(settings.http.auth).verify(asked.token_file.read_text().strip())
    except (OSError, UnicodeDecodeError, InvalidToken):
        raise UsageError("--token-file holds no valid access token") from None
