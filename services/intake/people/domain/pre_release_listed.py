"""What a further row of a list tells of somebody who has a case, and what that changes (PL01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from contracts.vocabulary.release import CivilDocument, ReleaseListSource
from infra.kernel import Sealed

LEARNT = ("cpf", "rji", "birth_date")


class Change(StrEnum):
    """What is otherwise than before; that a list said it again is an event without any."""

    RELEASE_DATE = "release_date"
    MISSING_DOCUMENTS = "missing_documents"
    CPF = "cpf"
    RJI = "rji"
    BIRTH_DATE = "birth_date"


class Case(Protocol):
    """What a row is held against."""

    released: bool
    expected_release_on: date | None
    documents: dict[CivilDocument, Any]


@dataclass(frozen=True)
class Listed:
    """A row, with the office whose list it is in."""

    office_id: UUID
    list_id: UUID
    row: int
    source: ReleaseListSource
    expected_release_on: date
    missing_documents: tuple[CivilDocument, ...]
    cpf: Sealed | None
    rji: Sealed | None
    birth_date: Sealed | None

    def moves(self, case: Case) -> bool:
        """Whether another day is expected; the release of who is out already is no matter of a list."""
        return not case.released and self.expected_release_on != case.expected_release_on

    def renewing(self, case: Case) -> dict[str, Any]:
        """The fields of the renewal, apart from the case's own office."""
        lacking = tuple(sorted(set(self.missing_documents) - set(case.documents)))
        learnt = {name: None if getattr(case, name) else getattr(self, name) for name in LEARNT}
        return {
            "listed_by": self.office_id, "list_id": self.list_id, "row": self.row, "source": self.source,
            "changed": self._changed(case, lacking, learnt), "missing_documents": lacking, **learnt,
        }  # fmt: skip

    def _changed(
        self, case: Case, lacking: tuple[CivilDocument, ...], learnt: Mapping[str, Sealed | None]
    ) -> tuple[Change, ...]:
        found = [Change.RELEASE_DATE] if self.moves(case) else []
        found += [Change.MISSING_DOCUMENTS] if lacking else []
        return (*found, *(Change(name) for name, value in learnt.items() if value is not None))
