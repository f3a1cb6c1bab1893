"""Case resemblance: which other cases may be the same person's as one case, and what people found of them (PL01).

Ids and codes alone: nobody is compared here, and nothing that a case seals is repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from infra.kernel import Aggregate, DomainError, Event, InitialEvent, derived_id, event

NAMESPACE = UUID("0f3d5b7e-61c2-4a55-9d0e-7b1c2e9a4f60")


class CaseIsAnother(DomainError):
    """`successor` is told by those layers alone that know whether the caller may see that case."""

    code = "intake.pre-release-case-is-another"
    detail = "People found that this case is another one's person, and that one goes on."
    fix = "Use the other case, or record that they are two people."

    def __init__(self, successor: UUID | None = None) -> None:
        super().__init__()
        self.successor = successor


class DuplicateNotFlagged(DomainError):
    code = "intake.pre-release-duplicate-not-flagged"
    detail = "Nobody asked whether these two cases are one person's."
    fix = "Read which cases may be the same person's."


class DuplicateDecided(DomainError):
    code = "intake.pre-release-duplicate-decided"
    detail = "This case is another one's person already."
    fix = "Record first that those two are not the same, if that was wrong."


@dataclass(frozen=True)
class Resembling:
    """A case and the office that works with it."""

    case_id: UUID
    office_id: UUID


class CaseResemblance(Aggregate, store="intake"):
    class Opened(InitialEvent):
        case_id: UUID
        office_id: UUID

    class PossibleDuplicateFlagged(Event):
        case_id: UUID
        office_id: UUID
        others: tuple[Resembling, ...]

    class DuplicateConfirmed(Event):
        """The case is the other one's person, and ends here."""

        case_id: UUID
        office_id: UUID
        other_case_id: UUID

    class DuplicateDismissed(Event):
        """Two people. `expected_release_on` is what the case expects, for what runs on."""

        case_id: UUID
        office_id: UUID
        other_case_id: UUID
        expected_release_on: date | None
        window_days: int

    @staticmethod
    def create_id(case_id: UUID, **_: object) -> UUID:
        """Found by the case."""
        return derived_id(NAMESPACE, case_id.hex)

    @event(Opened)
    def __init__(self, case_id: UUID, office_id: UUID) -> None:
        self.case_id, self.office_id = case_id, office_id
        self.others: dict[UUID, Resembling] = {}
        self.same_as: UUID | None = None

    def standing(self) -> None:
        """Raises CaseIsAnother, which names the case that goes on when it is the same office's."""
        if self.same_as is not None:
            other = self.others[self.same_as]
            raise CaseIsAnother(other.case_id if other.office_id == self.office_id else None)

    def flag(self, others: Sequence[Resembling]) -> None:
        """Ask people about these cases."""
        self.trigger_event(
            self.PossibleDuplicateFlagged, case_id=self.case_id, office_id=self.office_id, others=tuple(others)
        )

    @event(PossibleDuplicateFlagged)
    def _possible_duplicate_flagged(self, others: tuple[Resembling, ...]) -> None:
        self.others |= {other.case_id: other for other in others}

    def asks_about(self, other_case_id: UUID, offices: Collection[UUID]) -> bool:
        """Whether people of these offices decide about this case: of another one's they learn nothing."""
        return other_case_id in self.others and self.others[other_case_id].office_id in offices

    def confirm(self, other_case_id: UUID) -> None:
        """One person. Raises DuplicateNotFlagged, DuplicateDecided."""
        self._refuse_unless_flagged(other_case_id)
        if self.same_as is not None:
            raise DuplicateDecided
        self.trigger_event(
            self.DuplicateConfirmed, case_id=self.case_id, office_id=self.office_id, other_case_id=other_case_id
        )

    @event(DuplicateConfirmed)
    def _duplicate_confirmed(self, other_case_id: UUID) -> None:
        self.same_as = other_case_id

    def dismiss(self, other_case_id: UUID, expected_release_on: date | None, window_days: int) -> None:
        """Two people; a case that was closed as the other's goes on. Raises DuplicateNotFlagged."""
        self._refuse_unless_flagged(other_case_id)
        self.trigger_event(
            self.DuplicateDismissed,
            case_id=self.case_id,
            office_id=self.office_id,
            other_case_id=other_case_id,
            expected_release_on=expected_release_on,
            window_days=window_days,
        )

    @event(DuplicateDismissed)
    def _duplicate_dismissed(self, other_case_id: UUID) -> None:
        del self.others[other_case_id]
        self.same_as = None if self.same_as == other_case_id else self.same_as

    def _refuse_unless_flagged(self, other_case_id: UUID) -> None:
        if other_case_id not in self.others:
            raise DuplicateNotFlagged
