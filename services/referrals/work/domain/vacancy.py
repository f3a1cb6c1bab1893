"""Vacancy: what an employer has work for, for how many, and the least it must know of a candidate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from contracts.vocabulary.rights import DataClass
from contracts.vocabulary.work import OccupationOutlook, ReservedKind, SentenceRegime, ValueChainRole, WorkSetting
from infra.kernel import Aggregate, Event, InitialEvent, event, happening
from services.referrals.work.domain import vacancy_refusals as refusals
from services.referrals.work.domain.workplace import Workplace


@dataclass(frozen=True)
class Occupation:
    """What is to be done. `code` is that of the national table of occupations (CBO, 6 digits)."""

    code: str
    setting: WorkSetting
    formal: bool
    outlook: OccupationOutlook | None = None
    value_chain_role: ValueChainRole | None = None


@dataclass(frozen=True)
class Conditions:
    """Who can take it and on what terms; `pay_monthly_brl` None where nobody is paid by the month.

    `data_needed` names the only kinds of data that an employer may ask for; what somebody was convicted of is none.
    """

    regimes_accepted: tuple[SentenceRegime, ...]
    pay_monthly_brl: Decimal | None
    opens_on: date
    closes_on: date | None
    data_needed: tuple[DataClass, ...]


class Vacancy(Aggregate, store="referrals"):
    class Published(InitialEvent):
        employer_id: UUID
        occupation: Occupation
        conditions: Conditions
        slots: int
        reserved_kind: ReservedKind
        contract_id: UUID | None
        workplace: Workplace

    class Closed(Event):
        employer_id: UUID

    class PositionTaken(Event):
        """`taken` is how many positions are taken from now on."""

        candidate_id: UUID
        taken: int

    class PositionReleased(Event):
        candidate_id: UUID
        taken: int

    @event(Published)
    def __init__(
        self, employer_id: UUID, occupation: Occupation, conditions: Conditions, slots: int,
        reserved_kind: ReservedKind, contract_id: UUID | None, workplace: Workplace,
    ) -> None:  # fmt: skip
        self.employer_id, self.occupation, self.conditions = employer_id, occupation, conditions
        self.slots, self.reserved_kind, self.contract_id = slots, reserved_kind, contract_id
        self.workplace = workplace
        self.taken_by: set[UUID] = set()
        self.closed = False

    @classmethod
    def publish(
        cls, employer_id: UUID, occupation: Occupation, conditions: Conditions, slots: int, workplace: Workplace,
        reserved_kind: ReservedKind = ReservedKind.NONE, contract_id: UUID | None = None,
    ) -> Vacancy:  # fmt: skip
        """Raises VacancyClosesBeforeItOpens, QuotaNeedsContract."""
        if conditions.closes_on is not None and conditions.closes_on < conditions.opens_on:
            raise refusals.VacancyClosesBeforeItOpens
        if (reserved_kind is ReservedKind.PNAT) != (contract_id is not None):
            raise refusals.QuotaNeedsContract
        return cls(
            employer_id=employer_id, occupation=occupation, conditions=conditions, slots=slots,
            reserved_kind=reserved_kind, contract_id=contract_id, workplace=workplace,
        )  # fmt: skip

    @property
    def free(self) -> int:
        return self.slots - len(self.taken_by)

    def close(self) -> None:
        """Take nobody any more; who was selected stays."""
        self._refuse_if_closed()
        self.trigger_event(self.Closed, employer_id=self.employer_id)

    @event(Closed)
    def _closed(self) -> None:
        self.closed = True

    def refuse_unless_open(self) -> None:
        """Raises the refusal that keeps somebody from being presented now."""
        self._refuse_if_closed()
        today, terms = self.workplace.day_of(happening()), self.conditions
        if today < terms.opens_on or (terms.closes_on is not None and terms.closes_on < today):
            raise refusals.VacancyNotOpen
        if not self.free:
            raise refusals.NoPositionLeft

    def take_position(self, candidate_id: UUID) -> None:
        """Two at once for the last one meet as a version conflict, so that it is given once."""
        self._refuse_if_closed()
        if not self.free:
            raise refusals.NoPositionLeft
        self.trigger_event(self.PositionTaken, candidate_id=candidate_id, taken=len(self.taken_by) + 1)

    @event(PositionTaken)
    def _position_taken(self, candidate_id: UUID) -> None:
        self.taken_by.add(candidate_id)

    def release_position(self, candidate_id: UUID) -> None:
        """Somebody else can have it; does nothing for who has none."""
        if candidate_id in self.taken_by:
            self.trigger_event(self.PositionReleased, candidate_id=candidate_id, taken=len(self.taken_by) - 1)

    @event(PositionReleased)
    def _position_released(self, candidate_id: UUID) -> None:
        self.taken_by.discard(candidate_id)

    def _refuse_if_closed(self) -> None:
        if self.closed:
            raise refusals.VacancyClosed
