"""Giving up a parked message is an event of the store itself: who, why and which message, for good."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from infra.aggregate import Aggregate, InitialEvent, event
from infra.derived import derived_id
from infra.free_text import names_somebody
from infra.refusals import DomainError
from infra.stores import CONFIDENTIAL, STORES

PARKED = UUID("0b7be1a4-5a0b-4f0e-8f5c-6b1f4b7a9f10")
LONGEST = 500


class ReasonNamesSomebody(DomainError):
    code = "reason-names-somebody"
    detail = "The reason holds a document number, telephone number or address of a person, and is kept for ever."
    fix = "Say why without naming anybody."


class ReasonMissing(DomainError):
    code = "reason-missing"
    detail = "A dismissal needs a reason of 1 to 500 characters."
    fix = "Say why the message is given up."


@cache
def parked_message(store_name: str) -> Any:
    """The aggregate class of one store: its event is stored as `<store>.parked-message.dismissed`."""

    class ParkedMessage(Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        class Dismissed(InitialEvent):
            number: int
            source: str | None
            channel: str
            position: int | None
            message_type: str | None
            reason: str

        @staticmethod
        def create_id(number: int, **_: Any) -> UUID:
            return derived_id(PARKED, f"{store_name}:{number}")

        @event(Dismissed)
        def __init__(
            self,
            number: int,
            source: str | None,
            channel: str,
            position: int | None,
            message_type: str | None,
            reason: str,
        ) -> None:
            self.number, self.source, self.channel, self.position = number, source, channel, position
            self.message_type, self.reason = message_type, reason

    return ParkedMessage


def checked(reason: str) -> str:
    """The reason as it is kept. Raises ReasonMissing, ReasonNamesSomebody."""
    kept = reason.strip()
    if not 0 < len(kept) <= LONGEST:
        raise ReasonMissing
    if names_somebody(kept):
        raise ReasonNamesSomebody
    return kept


# A stored event is read through its class, in every process that opens a store.
for _name in STORES:
    parked_message(_name)
