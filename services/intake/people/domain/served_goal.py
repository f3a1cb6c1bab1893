"""Served goal: which goal of which plan a referral serves; found by the referral."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import Aggregate, InitialEvent, derived_id, event

NAMESPACE = UUID("2f0a63c8-6f8d-4a49-9a3e-0f6f0f3c1b64")


class ServedGoal(Aggregate, store="intake"):
    class Named(InitialEvent):
        person_id: UUID
        referral_id: UUID
        plan_id: UUID
        goal_id: UUID

    @staticmethod
    def create_id(referral_id: UUID, **_: object) -> UUID:
        """One goal for a referral."""
        return derived_id(NAMESPACE, referral_id.hex)

    @event(Named)
    def __init__(self, person_id: UUID, referral_id: UUID, plan_id: UUID, goal_id: UUID) -> None:
        self.person_id, self.referral_id = person_id, referral_id
        self.plan_id, self.goal_id = plan_id, goal_id
