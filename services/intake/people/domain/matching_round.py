"""Matching round: whose records were compared with the others, so that nobody is compared twice for nothing."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import Aggregate, InitialEvent, event


class MatchingRound(Aggregate, store="intake"):
    class Compared(InitialEvent):
        """`changes` is how many changes of each person the comparison has seen."""

        TRACED = False

        persons: tuple[UUID, ...]
        changes: tuple[int, ...]

    @event(Compared)
    def __init__(self, persons: tuple[UUID, ...], changes: tuple[int, ...]) -> None:
        self.persons, self.changes = persons, changes
