"""Problem item: an obstacle of a field of competence, and the authority that is asked to look at it (row S2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from contracts.vocabulary.coordination import AuthorityReach, CompetenceDomain, MeetingLevel, ReporterKind
from contracts.vocabulary.network import UF
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event
from services.commissions.coordination.domain.participation import Authority
from services.commissions.coordination.domain.plain_text import impersonal


class NationalProblemNeedsCentralAuthority(DomainError):
    code = "coordination.national-problem-needs-central-authority"
    detail = "A problem of national level is assigned to a central authority."
    fix = "Assign it to the central authority of its field of competence."


class ProblemAlreadyAssigned(DomainError):
    code = "coordination.problem-already-assigned"
    detail = "An authority is already looking at this problem."
    fix = "Wait for its analysis."


class ProblemNotAssigned(DomainError):
    code = "coordination.problem-not-assigned"
    detail = "No authority was asked to analyse this problem."
    fix = "Assign it first."


class ProblemAlreadyAnalysed(DomainError):
    code = "coordination.problem-already-analysed"
    detail = "The problem was analysed already."
    fix = "Nothing is left to do."


class ProblemItem(Aggregate, store="coordination"):
    class Reported(InitialEvent):
        domain: CompetenceDomain
        level: MeetingLevel
        country: str
        uf: UF | None
        reporter_kind: ReporterKind
        text: str
        meeting_id: UUID | None

    class Assigned(Event):
        domain: CompetenceDomain
        level: MeetingLevel
        uf: UF | None
        authority: Authority
        due_on: date | None

    class Analysed(Event):
        domain: CompetenceDomain
        level: MeetingLevel
        uf: UF | None
        authority_id: UUID
        finding: str

    @event(Reported)
    def __init__(
        self,
        domain: CompetenceDomain,
        level: MeetingLevel,
        country: str,
        uf: UF | None,
        reporter_kind: ReporterKind,
        text: str,
        meeting_id: UUID | None,
    ) -> None:
        self.domain, self.level, self.country, self.uf = domain, level, country, uf
        self.reporter_kind, self.text, self.meeting_id = reporter_kind, text, meeting_id
        self.authority: Authority | None = None
        self.due_on: date | None = None
        self.status = "reported"

    @classmethod
    def report(
        cls,
        domain: CompetenceDomain,
        level: MeetingLevel,
        reporter_kind: ReporterKind,
        text: str,
        country: str = "BR",
        uf: UF | None = None,
        meeting_id: UUID | None = None,
    ) -> ProblemItem:
        impersonal(text)
        return cls(
            domain=domain, level=level, country=country, uf=uf, reporter_kind=reporter_kind, text=text,
            meeting_id=meeting_id,
        )  # fmt: skip

    def assign(self, authority: Authority, due_on: date | None = None) -> None:
        """Ask an authority to analyse it; national problems need a central one."""
        if self.status != "reported":
            raise ProblemAlreadyAssigned
        if self.level is MeetingLevel.NATIONAL and authority.reach is not AuthorityReach.CENTRAL:
            raise NationalProblemNeedsCentralAuthority
        self.trigger_event(
            self.Assigned, domain=self.domain, level=self.level, uf=self.uf, authority=authority, due_on=due_on
        )

    @event(Assigned)
    def _assigned(self, authority: Authority, due_on: date | None) -> None:
        self.status, self.authority, self.due_on = "assigned", authority, due_on

    def analyse(self, finding: str) -> None:
        """Record what the authority found."""
        if self.status == "analysed":
            raise ProblemAlreadyAnalysed
        if self.authority is None:
            raise ProblemNotAssigned
        impersonal(finding)
        self.trigger_event(
            self.Analysed,
            domain=self.domain,
            level=self.level,
            uf=self.uf,
            authority_id=self.authority.org_id,
            finding=finding,
        )

    @event(Analysed)
    def _analysed(self) -> None:
        self.status = "analysed"
