"""Which pseudonyms are one person, as merges and their undoing were told up to a cut-off (PL15)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.analytics.facts.domain.fact import FactKind
from services.analytics.facts.rows import FactRow

MERGING = (FactKind.PERSONS_MERGED, FactKind.PERSON_MERGE_UNDONE)


class People:
    """Everybody is somebody of his own until a merge is told."""

    def __init__(self, told: Iterable[FactRow] = ()) -> None:
        self._survivors: dict[UUID, UUID] = {}
        for fact in sorted(told, key=lambda fact: int(fact.codes["position"])):
            survivor = UUID(fact.codes["survivor_id"])
            if fact.kind is FactKind.PERSONS_MERGED:
                self._survivors[fact.subject_id] = survivor
            elif self._survivors.get(fact.subject_id) == survivor:
                del self._survivors[fact.subject_id]

    def one(self, person_id: UUID) -> UUID:
        """The pseudonym that a person is counted by."""
        return self._survivors.get(person_id, person_id)

    def all_of(self, people: Iterable[UUID]) -> set[UUID]:
        """These, and every other pseudonym of the same persons: what one of them declared holds for all."""
        found = {self.one(person) for person in people}
        return found | {merged for merged, survivor in self._survivors.items() if survivor in found}
