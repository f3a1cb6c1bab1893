"""Declaration: what a pseudonym said of itself for statistics, valid from the moment when it was said."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from infra.kernel import Aggregate, InitialEvent, event
from services.analytics.facts.domain.origin import Origin


class Attribute(StrEnum):
    RACE_COLOUR = "race_colour"
    GENDER = "gender"


class Declaration(Aggregate, store="analytics"):
    class Recorded(InitialEvent):
        """`timestamp` is when it was declared."""

        origin: Origin
        person_id: UUID
        attribute: Attribute
        code: str

    @staticmethod
    def create_id(origin: Origin) -> UUID:
        return origin.fact_id

    @event(Recorded)
    def __init__(self, origin: Origin, person_id: UUID, attribute: Attribute, code: str) -> None:
        self.origin, self.person_id, self.attribute, self.code = origin, person_id, attribute, code
