"""Erasure answer: how many referrals of somebody are open at the moment when intake asks."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import Aggregate, InitialEvent, derived_id, event


class ErasureAnswer(Aggregate, store="referrals"):
    class Given(InitialEvent):
        request_id: UUID
        number: int
        open_records: int

    @staticmethod
    def create_id(request_id: UUID, number: int, **_: object) -> UUID:
        """Each question has one answer."""
        return derived_id(request_id, str(number))

    @event(Given)
    def __init__(self, request_id: UUID, number: int, open_records: int) -> None:
        self.request_id, self.number, self.open_records = request_id, number, open_records
