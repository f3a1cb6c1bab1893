"""What the kernel records about reading and erasing, in the toy store, under the stored names that auditors know."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import Aggregate, Event, InitialEvent, event
from tests.integration.ledger.beads import STORE_NAME


class Disclosure(Aggregate, store=STORE_NAME):
    class Disclosed(InitialEvent):
        subject: UUID
        purpose: str

    @event(Disclosed)
    def __init__(self, subject: UUID, purpose: str) -> None:
        self.subject, self.purpose = subject, purpose


class Erasure(Aggregate, store=STORE_NAME):
    class ErasureAuthorised(InitialEvent):
        key_ids: tuple[UUID, ...]
        authorised_by: tuple[str, ...]

    class KeyDestroyed(Event):
        key_id: UUID

    @event(ErasureAuthorised)
    def __init__(self, key_ids: tuple[UUID, ...], authorised_by: tuple[str, ...]) -> None:
        self.key_ids, self.authorised_by = key_ids, authorised_by
        self.destroyed: list[UUID] = []

    def key_destroyed(self, key_id: UUID) -> None:
        self.trigger_event(self.KeyDestroyed, key_id=key_id)

    @event(KeyDestroyed)
    def _key_destroyed(self, key_id: UUID) -> None:
        self.destroyed.append(key_id)
