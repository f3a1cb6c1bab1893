"""Shared reading: what older logs have in place of a disclosure. Nothing writes it any more."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.rights import DataClass
from infra.kernel import Aggregate, InitialEvent, event


class SharedReading(Aggregate, store="intake"):
    """One time at which a partner was given fields of a person under a grant (LGPD art. 37)."""

    class Recorded(InitialEvent):
        person_id: UUID
        grant_id: UUID
        recipient: UUID
        data_classes: tuple[DataClass, ...]

    @event(Recorded)
    def __init__(self, person_id: UUID, grant_id: UUID, recipient: UUID, data_classes: tuple[DataClass, ...]) -> None:
        self.person_id, self.grant_id, self.recipient = person_id, grant_id, recipient
        self.data_classes = data_classes
