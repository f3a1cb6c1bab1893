"""Ranking: why an offer stands where it stands among those that may serve somebody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from contracts.vocabulary.partners import RankReason
from services.referrals.network.domain.conditions import Distance, Seeker


class Room(IntEnum):
    """Whether there is a place."""

    FREE = 0
    WAITING_LIST = 1
    NONE = 2


@dataclass(frozen=True)
class Standing:
    """How an offer compares with the others, in the order of the criteria."""

    lacks_access: bool
    distance: Distance
    room: Room
    waiting_days: int | None
    lacks_language: bool


def reasons(standing: Standing, seeker: Seeker) -> tuple[RankReason, ...]:
    """One code of each criterion, in the order in which they count; of needs that nobody named there is none."""
    told = [_DISTANCE[standing.distance], _ROOM[standing.room], _wait(standing.waiting_days)]
    if seeker.accessibility:
        told.insert(0, RankReason.NOT_ACCESSIBLE if standing.lacks_access else RankReason.ACCESSIBLE)
    if seeker.languages:
        told.append(RankReason.LANGUAGE_NOT_SPOKEN if standing.lacks_language else RankReason.LANGUAGE_SPOKEN)
    return tuple(told)


def _wait(days: int | None) -> RankReason:
    if days is None:
        return RankReason.WAIT_UNKNOWN
    return RankReason.WAIT_KNOWN if days else RankReason.NO_WAIT


_DISTANCE = {
    Distance.SAME_MUNICIPALITY: RankReason.SAME_MUNICIPALITY,
    Distance.SAME_STATE: RankReason.SAME_STATE,
    Distance.ELSEWHERE: RankReason.ELSEWHERE,
}
_ROOM = {
    Room.FREE: RankReason.PLACE_FREE,
    Room.WAITING_LIST: RankReason.WAITING_LIST,
    Room.NONE: RankReason.FULL,
}
