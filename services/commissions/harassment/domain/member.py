"""Member: somebody who sits in a commission; gender and seat qualification are asked, sealed, never inferred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.vocabulary.courts import AppointmentBasis, MemberCategory, MemberPosition, OtherBody, VoteReason
from contracts.vocabulary.persons import Gender
from infra.kernel import Sealed


@dataclass(frozen=True)
class Nomination:
    """What an appointment says. `account` is the person's name at the identity provider, `member_ref` at the court."""

    account: str
    member_ref: str
    category: MemberCategory
    position: MemberPosition
    basis: AppointmentBasis
    gender: Gender
    since: date
    vote_reason: VoteReason | None = None
    seat_iii_qualifies: bool = False
    other_bodies: tuple[OtherBody, ...] = ()


@dataclass(frozen=True)
class Member:
    """A sitting member; what is personal stays sealed."""

    member_id: UUID
    account: str
    member_token: str
    category: MemberCategory
    position: MemberPosition
    basis: AppointmentBasis
    vote_reason: VoteReason | None
    gender: Sealed
    seat_iii_qualifies: Sealed
    other_bodies: tuple[OtherBody, ...] = ()
