"""Commitment: what one organisation takes on for an objective, in its role, and whether it was done by the day."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.coordination import CommitmentRole, MeetingLevel
from contracts.vocabulary.network import UF
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event, happening
from services.commissions.coordination.domain.plain_text import impersonal


class DueInThePast(DomainError):
    code = "coordination.due-in-the-past"
    detail = "The day by which a commitment is due has passed."
    fix = "Agree on a day from today on, or on none."


class CommitmentAlreadyAccepted(DomainError):
    code = "coordination.commitment-already-accepted"
    detail = "The organisation has accepted this commitment already."
    fix = "Record its progress."


class CommitmentNotAccepted(DomainError):
    code = "coordination.commitment-not-accepted"
    detail = "The organisation has not accepted this commitment."
    fix = "It accepts first, or drops it."


class CommitmentOver(DomainError):
    code = "coordination.commitment-over"
    detail = "The commitment was fulfilled or dropped."
    fix = "Assign a new one."


class Commitment(Aggregate, store="coordination"):
    class Assigned(InitialEvent):
        group_id: UUID
        objective_code: str
        level: MeetingLevel
        uf: UF | None
        role: CommitmentRole
        org_id: UUID
        text: str
        due_on: date | None
        zone: str

    class Accepted(Event):
        group_id: UUID

    class Progressed(Event):
        group_id: UUID
        note: str

    class Fulfilled(Event):
        group_id: UUID
        level: MeetingLevel
        uf: UF | None
        role: CommitmentRole
        due_on: date | None
        fulfilled_on: date
        on_time: bool

    class Overdue(Event):
        """Its day has passed; lead and monitoring centre read of it (PL34)."""

        REMARK = True
        group_id: UUID
        level: MeetingLevel
        uf: UF | None
        role: CommitmentRole
        org_id: UUID
        due_on: date

    class Dropped(Event):
        group_id: UUID
        reason: str

    @event(Assigned)
    def __init__(
        self,
        group_id: UUID,
        objective_code: str,
        level: MeetingLevel,
        uf: UF | None,
        role: CommitmentRole,
        org_id: UUID,
        text: str,
        due_on: date | None,
        zone: str,
    ) -> None:
        self.group_id, self.objective_code, self.level, self.uf = group_id, objective_code, level, uf
        self.role, self.org_id, self.text = role, org_id, text
        self.due_on, self.zone = due_on, zone
        self.status = "assigned"
        self.on_time: bool | None = None
        self.overdue = False

    @classmethod
    def assign(
        cls,
        group_id: UUID,
        objective_code: str,
        level: MeetingLevel,
        uf: UF | None,
        role: CommitmentRole,
        org_id: UUID,
        text: str,
        zone: str,
        due_on: date | None = None,
    ) -> Commitment:
        """Expect something of an organisation; `due_on` is a civil date in `zone`, the last day that is in time."""
        impersonal(text)
        if due_on is not None and due_on < _today(zone):
            raise DueInThePast
        return cls(
            group_id=group_id, objective_code=objective_code, level=level, uf=uf, role=role, org_id=org_id, text=text,
            due_on=due_on, zone=zone,
        )  # fmt: skip

    def accept(self) -> None:
        self._refuse_when_over()
        if self.status != "assigned":
            raise CommitmentAlreadyAccepted
        self.trigger_event(self.Accepted, group_id=self.group_id)

    @event(Accepted)
    def _accepted(self) -> None:
        self.status = "accepted"

    def progress(self, note: str) -> None:
        self._refuse_unless_accepted()
        impersonal(note)
        self.trigger_event(self.Progressed, group_id=self.group_id, note=note)

    @event(Progressed)
    def _progressed(self) -> None:
        self.status = "in_progress"

    def fulfil(self) -> None:
        """Done. In time until the end of the due day where the organisation is; without such a day, always."""
        self._refuse_unless_accepted()
        today = _today(self.zone)
        self.trigger_event(
            self.Fulfilled,
            group_id=self.group_id, level=self.level, uf=self.uf, role=self.role, due_on=self.due_on,
            fulfilled_on=today, on_time=self.due_on is None or today <= self.due_on,
        )  # fmt: skip

    @event(Fulfilled)
    def _fulfilled(self, on_time: bool) -> None:
        self.status, self.on_time = "done", on_time

    def mark_overdue(self) -> None:
        """The day has passed and it was not done. It can still be done, late."""
        self._refuse_when_over()
        self.trigger_event(
            self.Overdue,
            group_id=self.group_id, level=self.level, uf=self.uf, role=self.role, org_id=self.org_id,
            due_on=self.due_on,
        )  # fmt: skip

    @event(Overdue)
    def _overdue(self) -> None:
        self.overdue = True

    def drop(self, reason: str) -> None:
        """Give it up, before or after acceptance; the reason stays readable."""
        self._refuse_when_over()
        impersonal(reason)
        self.trigger_event(self.Dropped, group_id=self.group_id, reason=reason)

    @event(Dropped)
    def _dropped(self) -> None:
        self.status = "dropped"

    def _refuse_unless_accepted(self) -> None:
        self._refuse_when_over()
        if self.status == "assigned":
            raise CommitmentNotAccepted

    def _refuse_when_over(self) -> None:
        if self.status in ("done", "dropped"):
            raise CommitmentOver


def _today(zone: str) -> date:
    return happening().astimezone(ZoneInfo(zone)).date()
