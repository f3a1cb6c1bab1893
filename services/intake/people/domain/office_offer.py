"""What an office has to offer: channels with their hours, a team, ways of working, a mobile unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from contracts.vocabulary.offices import OfficeChannel, OfficeStatus, TeamRole
from infra.kernel import happening, new_id
from services.intake.people.domain.office_refusals import (
    AlreadyInTeam,
    ChannelNotOffered,
    HoursContradict,
    MethodologyAlreadyAdopted,
    NotInTeam,
    OfficeDoesNotServe,
    VisitEndsBeforeItBegins,
    VisitHasBegun,
    VisitNotFound,
)

LONGEST_VISIT = timedelta(days=7)


@dataclass(frozen=True)
class Hours:
    """Of one weekday, 1 is Monday; `HH:MM` at the office's place."""

    weekday: int
    begins: str
    ends: str


@dataclass(frozen=True)
class Channel:
    """`accessible`: also for people with disabilities. No hours: whenever somebody answers."""

    channel: OfficeChannel
    hours: tuple[Hours, ...]
    accessible: bool


@dataclass(frozen=True)
class Practice:
    """A methodology that an office works by, and the version of the tool it is written down with."""

    methodology: str
    version: str
    tool_version: str | None


@dataclass(frozen=True)
class Visit:
    """A day or more of the mobile unit in a municipality."""

    visit_id: UUID
    municipality_ibge7: str
    begins_at: datetime
    ends_at: datetime


class Offer:
    """The public methods of an office that concern what it offers; the events are the office's own."""

    status: OfficeStatus
    channels: dict[OfficeChannel, Channel]
    team: set[tuple[str, TeamRole]]
    practices: dict[str, Practice]
    visits: dict[UUID, Visit]
    trigger_event: Callable[..., None]
    ChannelOffered: Any
    ChannelWithdrawn: Any
    TeamJoined: Any
    TeamLeft: Any
    MethodologyAdopted: Any
    MobileUnitScheduled: Any
    MobileUnitCancelled: Any

    def offer_channel(self, channel: OfficeChannel, hours: tuple[Hours, ...], accessible: bool) -> None:
        """In the place of what was said of this channel before. Raises HoursContradict."""
        refuse_contradiction(hours)
        self.trigger_event(self.ChannelOffered, channel=channel, hours=hours, accessible=accessible)

    def withdraw_channel(self, channel: OfficeChannel) -> None:
        """Raises ChannelNotOffered."""
        if channel not in self.channels:
            raise ChannelNotOffered
        self.trigger_event(self.ChannelWithdrawn, channel=channel)

    def join_team(self, professional: str, role: TeamRole) -> None:
        """Raises AlreadyInTeam."""
        if (professional, role) in self.team:
            raise AlreadyInTeam
        self.trigger_event(self.TeamJoined, professional=professional, role=role)

    def leave_team(self, professional: str, role: TeamRole) -> None:
        """Raises NotInTeam."""
        if (professional, role) not in self.team:
            raise NotInTeam
        self.trigger_event(self.TeamLeft, professional=professional, role=role)

    def adopt_methodology(self, practice: Practice) -> None:
        """In the place of an earlier version. Raises MethodologyAlreadyAdopted."""
        if self.practices.get(practice.methodology) == practice:
            raise MethodologyAlreadyAdopted
        self.trigger_event(self.MethodologyAdopted, practice=practice)

    def schedule_mobile_unit(self, municipality_ibge7: str, begins_at: datetime, ends_at: datetime) -> UUID:
        """Returns the visit's id. Raises OfficeDoesNotServe, VisitEndsBeforeItBegins."""
        self.refuse_unless_serving()
        if not begins_at < ends_at <= begins_at + LONGEST_VISIT:
            raise VisitEndsBeforeItBegins
        visit = Visit(new_id(), municipality_ibge7, begins_at, ends_at)
        self.trigger_event(self.MobileUnitScheduled, visit=visit)
        return visit.visit_id

    def cancel_mobile_unit(self, visit_id: UUID) -> None:
        """Raises VisitNotFound, VisitHasBegun."""
        visit = self.visits.get(visit_id)
        if visit is None:
            raise VisitNotFound
        if visit.begins_at <= happening():
            raise VisitHasBegun
        self.trigger_event(self.MobileUnitCancelled, visit_id=visit_id)

    def refuse_unless_serving(self) -> None:
        """An office that is only being prepared may rehearse. Raises OfficeDoesNotServe."""
        if self.status in (OfficeStatus.SUSPENDED, OfficeStatus.CLOSED):
            raise OfficeDoesNotServe


def refuse_contradiction(hours: tuple[Hours, ...]) -> None:
    """Raises HoursContradict."""
    ordered = sorted(hours, key=lambda one: (one.weekday, one.begins))
    if any(one.ends <= one.begins for one in ordered):
        raise HoursContradict
    pairs = pairwise(ordered)
    if any(one.weekday == other.weekday and other.begins < one.ends for one, other in pairs):
        raise HoursContradict
