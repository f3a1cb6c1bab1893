"""What the views of one store's HTTP app have at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from flask import current_app

from infra.application import Application
from infra.eventstore.store import EventStore
from infra.ledger.witness import Witness
from infra.web.caller import Caller
from infra.web.guests import Guests, is_guests
from infra.web.idempotency import Idempotency
from infra.web.tokens import TokenVerifier

EXTENSION = "travessia"


@dataclass(frozen=True)
class Host:
    """The store behind an app: its applications, who verifies tokens, where first answers are kept."""

    store_name: str
    confidential: bool
    applications: tuple[Application, ...]
    verifier: TokenVerifier
    idempotency: Idempotency
    secret: bytes = field(repr=False)
    witness: Witness | None = None
    guests: Guests | None = None

    @property
    def store(self) -> EventStore:
        return self.applications[0].store

    def caller(self, credential: str) -> Caller:
        """Whom a bearer credential speaks for. Raises InvalidToken, and what a guest is refused for."""
        if self.guests is not None and is_guests(credential):
            return self.guests.admit(credential)
        return self.verifier.verify(credential)

    def application(self, wanted: type[Application] | None) -> Any:
        """The application of a blueprint's class; without a class, the first one."""
        for application in self.applications:
            if wanted is None or isinstance(application, wanted):
                return application
        msg = f"{self.store_name} was made without a {wanted.__name__ if wanted else 'application'}"
        raise LookupError(msg)


def host() -> Host:
    return cast(Host, current_app.extensions[EXTENSION])
