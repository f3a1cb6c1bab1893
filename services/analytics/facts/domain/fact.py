"""Fact: something that happened in another store, in ids and codes, at the time when it happened."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from infra.kernel import Aggregate, InitialEvent, event
from services.analytics.facts.domain.origin import Origin


class FactKind(StrEnum):
    OFFICE_OPENED = "office_opened"
    RECEPTION_COMPLETED = "reception_completed"
    REFERRAL_SENT = "referral_sent"
    REFERRAL_ACCEPTED = "referral_accepted"
    REFERRAL_COMPLETED = "referral_completed"
    MEETING_HELD = "meeting_held"
    COMMITMENT_ASSIGNED = "commitment_assigned"
    COMMITMENT_FULFILLED = "commitment_fulfilled"
    PERSONS_MERGED = "persons_merged"
    PERSON_MERGE_UNDONE = "person_merge_undone"


class Fact(Aggregate, store="analytics"):
    class Recorded(InitialEvent):
        """`timestamp` is when it happened. `subject_id` is the reception, referral, meeting, commitment or record."""

        kind: FactKind
        origin: Origin
        subject_id: UUID
        person_id: UUID | None
        office_id: UUID | None
        uf: str | None
        codes: dict[str, str]

    @staticmethod
    def create_id(origin: Origin) -> UUID:
        return origin.fact_id

    @event(Recorded)
    def __init__(
        self,
        kind: FactKind,
        origin: Origin,
        subject_id: UUID,
        person_id: UUID | None,
        office_id: UUID | None,
        uf: str | None,
        codes: dict[str, str],
    ) -> None:
        self.kind, self.origin, self.subject_id = kind, origin, subject_id
        self.person_id, self.office_id, self.uf, self.codes = person_id, office_id, uf, codes
