"""Who somebody was for statistics at the time of a fact: the last declaration made until then."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.analytics.facts.domain.declaration import Attribute
from services.analytics.facts.people import People
from services.analytics.facts.rows import DeclarationRow

NOT_INFORMED = "NOT_INFORMED"


class Demography:
    """Joined when something is computed, as of the fact's time, never when a message arrives.

    A declaration that arrives late counts from the moment it was made. One that was made after the fact does not
    count for it: at that time the person had not been asked, and is shown as NOT_INFORMED.
    """

    def __init__(self, declarations: Iterable[DeclarationRow], people: People | None = None) -> None:
        self._people = people or People()
        self._declared: defaultdict[tuple[UUID, str], list[DeclarationRow]] = defaultdict(list)
        for row in sorted(declarations, key=lambda row: (row.valid_from, row.code)):
            self._declared[self._people.one(row.person_id), row.attribute].append(row)

    def code(self, person_id: UUID | None, attribute: Attribute, at: datetime) -> str:
        found = self.declaration(person_id, attribute, at)
        return found.code if found else NOT_INFORMED

    def declaration(self, person_id: UUID | None, attribute: Attribute, at: datetime) -> DeclarationRow | None:
        """The one that the code comes from."""
        known = self._declared.get((self._people.one(person_id), attribute), []) if person_id else []
        index = bisect_right(known, at, key=lambda declared: declared.valid_from)
        return known[index - 1] if index else None
