"""Roster: what notices knows of a commission, so that a notice never reaches somebody whom it concerns."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.courts import CourtDegree
from contracts.vocabulary.network import UF
from infra.kernel import Aggregate, Event, InitialEvent, event


class Roster(Aggregate, store="notices", confidential=True):
    """Members stand in it as blind tokens. Membership itself is public (C0); only who compares is not."""

    class Opened(InitialEvent):
        commission_id: UUID
        court_id: UUID
        degree: CourtDegree
        uf: UF

    class MemberJoined(Event):
        member_token: str

    class MemberLeft(Event):
        member_token: str

    @staticmethod
    def create_id(commission_id: UUID, **_: object) -> UUID:
        """A roster is found by its commission."""
        return commission_id

    @event(Opened)
    def __init__(self, commission_id: UUID, court_id: UUID, degree: CourtDegree, uf: UF) -> None:
        self.commission_id, self.court_id, self.degree, self.uf = commission_id, court_id, degree, uf
        self.member_tokens: set[str] = set()

    def join(self, member_token: str) -> None:
        self.trigger_event(self.MemberJoined, member_token=member_token)

    @event(MemberJoined)
    def _member_joined(self, member_token: str) -> None:
        self.member_tokens.add(member_token)

    def leave(self, member_token: str) -> None:
        self.trigger_event(self.MemberLeft, member_token=member_token)

    @event(MemberLeft)
    def _member_left(self, member_token: str) -> None:
        self.member_tokens.discard(member_token)
