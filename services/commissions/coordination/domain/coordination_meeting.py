"""Coordination meeting: many agencies meet, exchange and conclude; what they cannot solve goes up (HG 389/2015)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.vocabulary.coordination import DisplayCalendar, MeetingFormat, MeetingLevel, MeetingTopic
from contracts.vocabulary.network import UF
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event, happening, new_id, now
from services.commissions.coordination.domain.participation import Participation
from services.commissions.coordination.domain.plain_text import impersonal

LEVELS = tuple(MeetingLevel)
AGENCIES = 2


class MeetingNeedsHost(DomainError):
    code = "coordination.meeting-needs-host"
    detail = "A meeting has at least one host and one organiser."
    fix = "Name the host and the organiser; both may be the same organisation."


class MeetingAlreadyHeld(DomainError):
    code = "coordination.meeting-already-held"
    detail = "The meeting was held already."
    fix = "Plan a new meeting."


class MeetingNotHeld(DomainError):
    code = "coordination.meeting-not-held"
    detail = "The meeting has not been held."
    fix = "Record first that it was held."


class MeetingInTheFuture(DomainError):
    code = "coordination.meeting-in-the-future"
    detail = "A meeting cannot have been held later than now."
    fix = "Correct the instant, or wait until it was held."


class MeetingNeedsSeveralAgencies(DomainError):
    code = "coordination.meeting-needs-several-agencies"
    detail = "A coordination meeting brings at least two organisations together."
    fix = "Name all organisations that took part."


class NothingToEscalate(DomainError):
    code = "coordination.nothing-to-escalate"
    detail = "There is no conclusion that has not gone up already."
    fix = "Record the conclusions first."


class EscalationGoesUp(DomainError):
    code = "coordination.escalation-goes-up"
    detail = "Conclusions go to a level above the meeting's own."
    fix = "Choose a higher level; a national meeting has none above it."


@dataclass(frozen=True)
class Conclusion:
    """What a meeting agreed on; `escalated_to` is the level whose agenda took it over."""

    conclusion_id: UUID
    text: str
    escalated_to: MeetingLevel | None = None


class CoordinationMeeting(Aggregate, store="coordination"):
    class Planned(InitialEvent):
        level: MeetingLevel
        country: str
        uf: UF | None
        hosts: tuple[UUID, ...]
        organisers: tuple[UUID, ...]
        format: MeetingFormat
        topics: tuple[MeetingTopic, ...]
        strategy_code: str | None
        plan_activity_code: str | None
        planned_for: datetime
        zone: str
        display_calendar: DisplayCalendar

    class Held(Event):
        level: MeetingLevel
        country: str
        uf: UF | None
        hosts: tuple[UUID, ...]
        participants: tuple[Participation, ...]
        topics: tuple[MeetingTopic, ...]
        plan_activity_code: str | None
        held_at: datetime
        zone: str

    class ConclusionRecorded(Event):
        conclusion_id: UUID
        text: str

    class ConclusionsEscalated(Event):
        conclusions: tuple[UUID, ...]
        level: MeetingLevel
        to_level: MeetingLevel
        to_meeting: UUID | None

    @event(Planned)
    def __init__(
        self,
        level: MeetingLevel,
        country: str,
        uf: UF | None,
        hosts: tuple[UUID, ...],
        organisers: tuple[UUID, ...],
        format: MeetingFormat,  # noqa: A002 - the field sheet's word
        topics: tuple[MeetingTopic, ...],
        strategy_code: str | None,
        plan_activity_code: str | None,
        planned_for: datetime,
        zone: str,
        display_calendar: DisplayCalendar,
    ) -> None:
        self.level, self.country, self.uf = level, country, uf
        self.hosts, self.organisers = hosts, organisers
        self.format, self.topics = format, topics
        self.strategy_code, self.plan_activity_code = strategy_code, plan_activity_code
        self.planned_for, self.zone, self.display_calendar = planned_for, zone, display_calendar
        self.held_at: datetime | None = None
        self.participants: tuple[Participation, ...] = ()
        self.conclusions: dict[UUID, Conclusion] = {}

    @classmethod
    def plan(
        cls,
        level: MeetingLevel,
        hosts: tuple[UUID, ...],
        organisers: tuple[UUID, ...],
        planned_for: datetime,
        zone: str,
        format: MeetingFormat = MeetingFormat.WORKING_MEETING,  # noqa: A002
        topics: tuple[MeetingTopic, ...] = (),
        country: str = "BR",
        uf: UF | None = None,
        strategy_code: str | None = None,
        plan_activity_code: str | None = None,
        display_calendar: DisplayCalendar = DisplayCalendar.GREGORIAN,
    ) -> CoordinationMeeting:
        """Invite to a meeting; `zone` is the IANA name of the place, `uf` None outside Brazil or above the states."""
        if not hosts or not organisers:
            raise MeetingNeedsHost
        return cls(
            level=level, country=country, uf=uf, hosts=hosts, organisers=organisers, format=format, topics=topics,
            strategy_code=strategy_code, plan_activity_code=plan_activity_code, planned_for=planned_for, zone=zone,
            display_calendar=display_calendar,
        )  # fmt: skip

    def hold(self, participants: tuple[Participation, ...], held_at: datetime | None = None) -> None:
        """Record that it took place, with whom; hosts and organisers that came are participants too."""
        if self.held_at is not None:
            raise MeetingAlreadyHeld
        at = held_at or happening()
        if at > now():
            raise MeetingInTheFuture
        if len({p.org_id for p in participants}) < AGENCIES:
            raise MeetingNeedsSeveralAgencies
        self.trigger_event(
            self.Held,
            level=self.level, country=self.country, uf=self.uf, hosts=self.hosts, participants=participants,
            topics=self.topics, plan_activity_code=self.plan_activity_code, held_at=at, zone=self.zone,
        )  # fmt: skip

    @event(Held)
    def _held(self, participants: tuple[Participation, ...], held_at: datetime) -> None:
        self.participants, self.held_at = participants, held_at

    def conclude(self, text: str) -> UUID:
        """Record one conclusion; returns the id by which it is cited."""
        self._refuse_unless_held()
        impersonal(text)
        conclusion_id = new_id()
        self.trigger_event(self.ConclusionRecorded, conclusion_id=conclusion_id, text=text)
        return conclusion_id

    @event(ConclusionRecorded)
    def _conclusion_recorded(self, conclusion_id: UUID, text: str) -> None:
        self.conclusions[conclusion_id] = Conclusion(conclusion_id, text)

    def escalate(self, to_level: MeetingLevel, to_meeting: UUID | None = None) -> None:
        """Put all conclusions that are still here on the agenda of a higher level."""
        self._refuse_unless_held()
        if LEVELS.index(to_level) <= LEVELS.index(self.level):
            raise EscalationGoesUp
        pending = tuple(c.conclusion_id for c in self.conclusions.values() if c.escalated_to is None)
        if not pending:
            raise NothingToEscalate
        self.trigger_event(
            self.ConclusionsEscalated, conclusions=pending, level=self.level, to_level=to_level, to_meeting=to_meeting
        )

    @event(ConclusionsEscalated)
    def _conclusions_escalated(self, conclusions: tuple[UUID, ...], to_level: MeetingLevel) -> None:
        for conclusion_id in conclusions:
            self.conclusions[conclusion_id] = Conclusion(conclusion_id, self.conclusions[conclusion_id].text, to_level)

    def _refuse_unless_held(self) -> None:
        if self.held_at is None:
            raise MeetingNotHeld
