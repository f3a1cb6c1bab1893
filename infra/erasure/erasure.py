"""Erasure: what one store did away with for one request, step by step, each step a leaf of its log."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from infra.aggregate import Aggregate, Event, InitialEvent, event
from infra.derived import derived_id
from infra.erasure.order import Order, Purged, TwoApproversNeeded
from infra.stores import CONFIDENTIAL, STORES

NAMESPACE = UUID("3c5a7f52-8a0e-4b8e-9d43-6f1f0f6d2a91")
APPROVERS = 2


def erasure_id(store: str, subject: UUID) -> UUID:
    """A subject is erased once in a store, and the erasure is found by who knows the subject."""
    return derived_id(NAMESPACE, f"{store}:{subject}")


@cache
def erasure_of(store_name: str) -> Any:  # noqa: C901  one class, and no branch
    """The aggregate class of one store; its events are stored as `<store>.erasure.<event>`."""

    class Erasure(Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        class ErasureAuthorised(InitialEvent):
            VEILED = False
            subject: UUID
            request_id: UUID
            basis: str
            authorised_by: tuple[str, ...]
            scope: str
            streams: tuple[UUID, ...]
            key_ids: tuple[UUID, ...]

        class KeyDestroyed(Event):
            VEILED = False
            key_id: UUID
            authorisation: UUID

        class KeyDestroyedAgain(Event):
            """An older backup of the key database had brought it back."""

            VEILED = False
            key_id: UUID
            authorisation: UUID

        class PlacePurged(Event):
            """Read models take the subject's rows out when they see it, so that a rebuild does the same."""

            VEILED = False
            place: str
            count: int
            ids: tuple[UUID, ...]

        class ErasureVerified(Event):
            """An own check has looked everywhere and found nothing left."""

            VEILED = False
            subject: UUID
            request_id: UUID
            keys: int
            places: tuple[Purged, ...]

        @staticmethod
        def create_id(subject: UUID, **_: Any) -> UUID:
            return erasure_id(store_name, subject)

        @classmethod
        def authorise(cls, order: Order) -> Any:
            """Raises TwoApproversNeeded."""
            if len(set(order.authorised_by)) < APPROVERS:
                raise TwoApproversNeeded
            return cls(**vars(order))

        @event(ErasureAuthorised)
        def __init__(
            self,
            subject: UUID,
            request_id: UUID,
            basis: str,
            authorised_by: tuple[str, ...],
            scope: str,
            streams: tuple[UUID, ...],
            key_ids: tuple[UUID, ...],
        ) -> None:
            self.order = Order(subject, request_id, basis, authorised_by, scope, streams, key_ids)
            self.destroyed: list[UUID] = []
            self.purged: dict[str, int] = {}
            self.verified = False

        @property
        def keys_left(self) -> list[UUID]:
            return [key_id for key_id in self.order.key_ids if key_id not in self.destroyed]

        def key_destroyed(self, key_id: UUID) -> None:
            self.trigger_event(self.KeyDestroyed, key_id=key_id, authorisation=self.id)

        @event(KeyDestroyed)
        def _key_destroyed(self, key_id: UUID) -> None:
            self.destroyed.append(key_id)

        def key_destroyed_again(self, key_id: UUID) -> None:
            self.trigger_event(self.KeyDestroyedAgain, key_id=key_id, authorisation=self.id)

        @event(KeyDestroyedAgain)
        def _key_destroyed_again(self) -> None:
            """Nothing is known now that was not before."""

        def place_purged(self, place: str, count: int) -> None:
            self.trigger_event(self.PlacePurged, place=place, count=count, ids=tuple(self.order.ids))

        @event(PlacePurged)
        def _place_purged(self, place: str, count: int) -> None:
            self.purged[place] = self.purged.get(place, 0) + count

        def verify(self) -> None:
            """To be called once the check has found nothing."""
            self.trigger_event(
                self.ErasureVerified,
                subject=self.order.subject,
                request_id=self.order.request_id,
                keys=len(self.destroyed),
                places=tuple(Purged(place, count) for place, count in sorted(self.purged.items())),
            )

        @event(ErasureVerified)
        def _erasure_verified(self) -> None:
            self.verified = True

    return Erasure


# A stored event is read through its class, in every process that opens a store.
for _name in STORES:
    erasure_of(_name)
