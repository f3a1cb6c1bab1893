"""Issued papers: what was handed to a person under which name, and what is to be issued again (X06).

No name stands here and no other record: a name is told apart by an id that leads nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from infra.kernel import Aggregate, DomainError, Event, InitialEvent, NotFound, derived_id, event
from services.intake.people.domain.paper_codes import OutdatedReason, PaperKind, PaperOutcome

NAMESPACE = UUID("3c1d8a52-7e60-49f1-b2a4-5d0c6f8e9b13")


class PaperNotOutdated(DomainError):
    code = "intake.paper-not-outdated"
    detail = "The paper carries the name by which the person is called."
    fix = "Nothing has to be done."


@dataclass(frozen=True)
class Name:
    """A name as it was said once: which saying, and whether it was a social name."""

    said: UUID
    social: bool

    @classmethod
    def of(cls, record_id: UUID, version: int, *, social: bool) -> Name:
        return cls(derived_id(record_id, f"name:{version}:{social}"), social)


@dataclass(frozen=True)
class Paper:
    """`name` None: no name stands on it, so that none can be wrong."""

    paper_id: UUID
    office_id: UUID
    kind: PaperKind
    record_id: UUID
    name: Name | None
    outdated: bool = False


class IssuedPapers(Aggregate, store="intake"):
    class Opened(InitialEvent):
        person_id: UUID

    class PaperIssued(Event):
        """`record_id`: the reception, plan or request that it was issued of."""

        person_id: UUID
        office_id: UUID
        paper_id: UUID
        kind: PaperKind
        record_id: UUID
        name: Name | None

    class PaperOutdated(Event):
        """The person is called otherwise now."""

        person_id: UUID
        paper_id: UUID
        reason: OutdatedReason

    class PaperValidAgain(Event):
        """The person is called again as it says, as after a merge that was undone."""

        person_id: UUID
        paper_id: UUID

    class PaperSettled(Event):
        """Nobody has to look after it any more; a replaced one carries the name that stands."""

        person_id: UUID
        paper_id: UUID
        outcome: PaperOutcome
        name: Name | None

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.papers: dict[UUID, Paper] = {}

    def issue(self, paper: Paper) -> None:
        """It goes out under the name by which the person is called at this moment."""
        told = {name: value for name, value in vars(paper).items() if name != "outdated"}
        self.trigger_event(self.PaperIssued, person_id=self.person_id, **told)

    @event(PaperIssued)
    def _paper_issued(
        self, paper_id: UUID, office_id: UUID, kind: PaperKind, record_id: UUID, name: Name | None
    ) -> None:
        self.papers[paper_id] = Paper(paper_id, office_id, kind, record_id, name)

    def follow_name(self, name: Name | None) -> None:
        """The person is called so from now on: what carries another name is to be issued again."""
        for paper in tuple(self.papers.values()):
            if paper.name is None or name is None:
                continue
            if paper.name != name and not paper.outdated:
                reason = OutdatedReason.SOCIAL_NAME if name.social else OutdatedReason.NAME_CORRECTED
                self.trigger_event(self.PaperOutdated, person_id=self.person_id, paper_id=paper.paper_id, reason=reason)
            elif paper.name == name and paper.outdated:
                self.trigger_event(self.PaperValidAgain, person_id=self.person_id, paper_id=paper.paper_id)

    @event(PaperOutdated)
    def _paper_outdated(self, paper_id: UUID) -> None:
        self.papers[paper_id] = replace(self.papers[paper_id], outdated=True)

    @event(PaperValidAgain)
    def _paper_valid_again(self, paper_id: UUID) -> None:
        self.papers[paper_id] = replace(self.papers[paper_id], outdated=False)

    def settle(self, paper_id: UUID, outcome: PaperOutcome, name: Name | None) -> None:
        """`name` is the one that stands. Raises NotFound, PaperNotOutdated."""
        if paper_id not in self.papers:
            raise NotFound
        if not self.papers[paper_id].outdated:
            raise PaperNotOutdated
        carries = name if outcome is PaperOutcome.REPLACED else None
        self.trigger_event(
            self.PaperSettled, person_id=self.person_id, paper_id=paper_id, outcome=outcome, name=carries
        )

    @event(PaperSettled)
    def _paper_settled(self, paper_id: UUID, name: Name | None) -> None:
        self.papers[paper_id] = replace(self.papers[paper_id], name=name, outdated=False)
