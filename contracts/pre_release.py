"""What intake tells the network of pre-release work: cases, never persons until they accept, and lists as counts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.release import CivilDocument, ReleaseDateReason, ReleaseListSource


class PreReleaseListImported(Contract, type="intake.pre-release-list.completed"):
    """A list was taken as a whole: how many rows it had, of how many no case came, and how many had one before."""

    list_id: UUID
    office_id: UUID
    source: ReleaseListSource
    rows: int
    cases: int
    refused: int
    renewed: int = 0


class PreReleaseListRejected(Contract, type="intake.pre-release-list.data-quality-issue-raised"):
    """Nothing of a list was taken, for a reason that its source has to mend."""

    list_id: UUID
    office_id: UUID
    issue: str


class PreReleaseCaseOpened(Contract, type="intake.pre-release-case.opened"):
    """Somebody may be released soon; no person of the network yet."""

    case_id: UUID
    office_id: UUID
    source: ReleaseListSource
    expected_release_on: date
    missing_documents: tuple[CivilDocument, ...]


class PreReleaseCaseListedAgain(Contract, type="intake.pre-release-case.listed-again"):
    """Somebody who has a case stood in a list again; `missing_documents` are those that only this list named.

    `person_id` when the case is a registered person's.
    """

    case_id: UUID
    office_id: UUID
    source: ReleaseListSource
    missing_documents: tuple[CivilDocument, ...]
    person_id: UUID | None = None


class PreReleaseDeclined(Contract, type="intake.pre-release-case.declined"):
    """Somebody does not want the office's support."""

    case_id: UUID
    office_id: UUID


class ReleaseDateChanged(Contract, type="intake.pre-release-case.release-date-changed"):
    """Another day is expected, or none is known; a revoked release never was one (X21)."""

    case_id: UUID
    office_id: UUID
    expected_release_on: date | None
    reason: ReleaseDateReason


class PersonReleased(Contract, type="intake.pre-release-case.person-released"):
    """Somebody left prison when this occurred; `person_id` when the person is known to the network."""

    case_id: UUID
    office_id: UUID
    person_id: UUID | None = None


class PreReleaseCaseLinked(Contract, type="intake.pre-release-case.linked"):
    """The case is a registered person's, who has accepted; `missing_documents` are those that nobody asked for yet."""

    case_id: UUID
    office_id: UUID
    person_id: UUID
    missing_documents: tuple[CivilDocument, ...] = ()
