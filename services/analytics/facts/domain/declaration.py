"""Declaration: what a pseudonym said of itself for statistics, valid from the moment when it was said."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from infra.kernel import Aggregate, InitialEvent, Label, Seal, Sealed, event
from services.analytics.facts.domain.origin import Origin


class Attribute(StrEnum):
    RACE_COLOUR = "race_colour"
    GENDER = "gender"


# One code word under a pseudonym, which nobody is ever shown: it is opened to be counted, and the run that counts is
# the record of it. So no read record for each person and run.
OfPerson = Annotated[Sealed | None, Seal(Label.C2, subject="person_id")]


class Declaration(Aggregate, store="analytics"):
    class Recorded(InitialEvent):
        """`timestamp` is when it was declared. `code` stood in clear in the first version and is empty since."""

        class_version = 2

        origin: Origin
        person_id: UUID
        attribute: Attribute
        code: str | None
        declared: OfPerson

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["declared"] = None

    @staticmethod
    def create_id(origin: Origin, **_: object) -> UUID:
        return origin.fact_id

    @event(Recorded)
    def __init__(
        self, origin: Origin, person_id: UUID, attribute: Attribute, code: str | None, declared: Sealed | None
    ) -> None:
        self.origin, self.person_id, self.attribute = origin, person_id, attribute
        self.code, self.declared = code, declared
