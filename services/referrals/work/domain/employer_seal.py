"""Employer seal: a year long an employer may show that it teaches or hires people from prison; it lapses by itself."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from contracts.vocabulary.work import SealGround
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, derived_id, event, happening
from services.referrals.work.domain.workplace import Workplace

NAMESPACE = UUID("4f7be2b1-4c35-4a1e-8a0e-1d7b6f1c9e08")
DAY, PROVED_WITHIN, RENEWED_WITHIN = timedelta(days=1), timedelta(days=365), timedelta(days=60)


class SealNeedsProof(DomainError):
    code = "referrals.seal-needs-proof"
    detail = "The seal is for an employer that has hired somebody or taught somebody in the last 365 days."
    fix = "Name a placement with the employer, or a training completed there."


class SealStillValid(DomainError):
    code = "referrals.seal-still-valid"
    detail = "The employer bears the seal."
    fix = "Renew it in the last 60 days of its year."


class SealLapsed(DomainError):
    code = "referrals.seal-lapsed"
    detail = "The seal has lapsed."
    fix = "Grant it anew."


class RenewalTooEarly(DomainError):
    code = "referrals.renewal-too-early"
    detail = "A seal is renewed in the last 60 days of its year."
    fix = "Come back in the last 60 days."


class EmployerSeal(Aggregate, store="referrals"):
    class Granted(InitialEvent):
        """`valid_until` is its last day, in the zone of the employer."""

        employer_id: UUID
        ground: SealGround
        valid_until: date
        workplace: Workplace

    class GrantedAnew(Event):
        employer_id: UUID
        ground: SealGround
        valid_until: date

    class Renewed(Event):
        employer_id: UUID
        ground: SealGround
        valid_until: date
        valid_before: date

    class RenewalDue(Event):
        REMARK = True
        employer_id: UUID
        valid_until: date

    class Lapsed(Event):
        employer_id: UUID
        valid_until: date

    @staticmethod
    def create_id(employer_id: UUID, **_: object) -> UUID:
        """An employer has one."""
        return derived_id(NAMESPACE, employer_id.hex)

    @event(Granted)
    def __init__(self, employer_id: UUID, ground: SealGround, valid_until: date, workplace: Workplace) -> None:
        self.employer_id, self.ground, self.workplace = employer_id, ground, workplace
        self.valid_until, self.lapsed = valid_until, False

    @classmethod
    def grant(cls, employer_id: UUID, ground: SealGround, workplace: Workplace) -> EmployerSeal:
        until = a_year_from(workplace.day_of(happening()))
        return cls(employer_id=employer_id, ground=ground, valid_until=until, workplace=workplace)

    def grant_anew(self, ground: SealGround) -> None:
        """Raises SealStillValid."""
        today = self.workplace.day_of(happening())
        if not self.lapsed and today <= self.valid_until:
            raise SealStillValid
        until = a_year_from(today)
        self.trigger_event(self.GrantedAnew, employer_id=self.employer_id, ground=ground, valid_until=until)

    @event(GrantedAnew)
    def _granted_anew(self, ground: SealGround, valid_until: date) -> None:
        self.ground, self.valid_until, self.lapsed = ground, valid_until, False

    def renew(self, ground: SealGround) -> None:
        """For the year that follows its last day. Raises SealLapsed, RenewalTooEarly."""
        today = self.workplace.day_of(happening())
        if self.lapsed or self.valid_until < today:
            raise SealLapsed
        if today < self.valid_until - RENEWED_WITHIN:
            raise RenewalTooEarly
        self.trigger_event(
            self.Renewed, employer_id=self.employer_id, ground=ground,
            valid_until=a_year_from(self.valid_until + DAY), valid_before=self.valid_until,
        )  # fmt: skip

    @event(Renewed)
    def _renewed(self, ground: SealGround, valid_until: date) -> None:
        self.ground, self.valid_until = ground, valid_until

    def remind(self, valid_until: date) -> None:
        """Its year ends soon. Does nothing when it was renewed meanwhile."""
        if not self.lapsed and self.valid_until == valid_until:
            self.trigger_event(self.RenewalDue, employer_id=self.employer_id, valid_until=valid_until)

    def lapse(self, valid_until: date) -> None:
        """Its year is over. Does nothing when it was renewed meanwhile."""
        if not self.lapsed and self.valid_until == valid_until:
            self.trigger_event(self.Lapsed, employer_id=self.employer_id, valid_until=valid_until)

    @event(Lapsed)
    def _lapsed(self) -> None:
        self.lapsed = True


def a_year_from(day: date) -> date:
    """The last day of the year that begins on a day."""
    leap = (day.month, day.day) == (2, 29)
    return (day - DAY if leap else day).replace(year=day.year + 1) - (timedelta(0) if leap else DAY)
