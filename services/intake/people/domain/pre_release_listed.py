"""What a further row of a list tells of somebody who has a case, and what that changes (PL01)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from contracts.vocabulary.release import CivilDocument, ReleaseDateReason, ReleaseListSource
from infra.kernel import Sealed, happening
from services.intake.people.domain.pre_release_refusals import RowRepeated

LEARNT = ("cpf", "rji", "birth_date")
# A list is a month old at most: one that still names a person who left longer ago tells of another stay.
OLDEST_LIST = timedelta(days=31)


class Change(StrEnum):
    """What is otherwise than before; that a list said it again is an event without any."""

    RELEASE_DATE = "release_date"
    MISSING_DOCUMENTS = "missing_documents"
    CPF = "cpf"
    RJI = "rji"
    BIRTH_DATE = "birth_date"
    WRITTEN_OTHERWISE = "written_otherwise"


class Case(Protocol):
    """What a row is held against."""

    released: bool
    expected_release_on: date | None
    documents: dict[CivilDocument, Any]


@dataclass(frozen=True)
class Listed:
    """A row, with the office whose list it is in; `name` and `reference` when they are not known to be the case's."""

    office_id: UUID
    list_id: UUID
    row: int
    source: ReleaseListSource
    expected_release_on: date
    missing_documents: tuple[CivilDocument, ...]
    cpf: Sealed | None
    rji: Sealed | None
    birth_date: Sealed | None
    name: Sealed | None = None
    reference: Sealed | None = None

    def moves(self, case: Case) -> bool:
        """Whether another day is expected; the release of who is out already is no matter of a list."""
        return not case.released and self.expected_release_on != case.expected_release_on

    def renewing(self, case: Case) -> dict[str, Any]:
        """The fields of the renewal, apart from the case's own office."""
        lacking = tuple(sorted(set(self.missing_documents) - set(case.documents)))
        learnt = {name: None if getattr(case, name) else getattr(self, name) for name in LEARNT}
        otherwise = {"birth_date": self.birth_date} if self.name else {}
        return {
            "name": self.name, "reference": self.reference,
            "listed_by": self.office_id, "list_id": self.list_id, "row": self.row, "source": self.source,
            "changed": self._changed(case, lacking, learnt), "missing_documents": lacking,
            **learnt, **otherwise,
        }  # fmt: skip

    def _changed(
        self, case: Case, lacking: tuple[CivilDocument, ...], learnt: Mapping[str, Sealed | None]
    ) -> tuple[Change, ...]:
        found = [Change.RELEASE_DATE] if self.moves(case) else []
        found += [Change.MISSING_DOCUMENTS] if lacking else []
        found += [Change.WRITTEN_OTHERWISE] if self.name else []
        return (*found, *(Change(name) for name, value in learnt.items() if value is not None))


class Relisting:
    """Decisions of a PreReleaseCase."""

    office_id: UUID
    list_id: UUID | None
    person_id: UUID | None
    released: bool
    released_at: datetime | None
    expected_release_on: date | None
    documents: dict[CivilDocument, Any]
    trigger_event: Callable[..., None]
    ListedAgain: Any
    _change_date: Callable[[date | None, ReleaseDateReason], None]

    @property
    def settled(self) -> bool:
        """Whether the release is so long ago that a list which names the person means another stay in prison."""
        return self.released_at is not None and happening() - self.released_at > OLDEST_LIST

    def list_again(self, told: Listed) -> None:
        """Another list names the person: the case is renewed, and none is opened. Raises RowRepeated.

        What the office knows better stays: an answer, a release, documents on their way.
        """
        if told.list_id == self.list_id:
            raise RowRepeated
        renewing = told.renewing(self)
        self.trigger_event(self.ListedAgain, office_id=self.office_id, person_id=self.person_id, **renewing)
        if told.moves(self):
            self._change_date(told.expected_release_on, ReleaseDateReason.RECALCULATED)
