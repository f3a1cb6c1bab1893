"""Quota contract: a public contract that has to employ people who are or were in prison, counted and never named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from contracts.vocabulary.work import CountedBy, WaiverReason
from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event, happening
from services.referrals.work.domain import quota_refusals as refusals
from services.referrals.work.domain.months import following, month_of
from services.referrals.work.domain.plain_text import impersonal
from services.referrals.work.domain.quota_rule import Quota
from services.referrals.work.domain.workplace import Workplace

NAMESPACE = UUID("2d0c6a1e-8a57-4f5b-9a0e-64f2f5f0b7c3")


@dataclass(frozen=True)
class Terms:
    """What was contracted; the first and the last day are included; every public contract ends."""

    contract_no: str
    contracting_body: UUID
    employer_id: UUID
    annual_value_brl: Decimal
    workforce: int
    signed_on: date
    starts_on: date
    ends_on: date


class QuotaContract(Aggregate, store="referrals"):
    class Registered(InitialEvent):
        """`first_month`: the first one whose list is due; nobody is late with what was due before."""

        terms: Terms
        quota: Quota
        workplace: Workplace
        first_month: str

    class SlotFilled(Event):
        """`filled` is how many placements fill slots from now on."""

        placement_id: UUID
        filled: int

    class SlotVacated(Event):
        placement_id: UUID
        filled: int

    class MonthlyListSent(Event):
        """Its number alone: the list with its names goes from the employer to the judge and never through here."""

        employer_id: UUID
        month: str
        employed: int
        in_time: bool

    class MonthlyListLate(Event):
        REMARK = True
        employer_id: UUID
        month: str

    class ShortfallDetected(Event):
        employer_id: UUID
        contracting_body: UUID
        counted_by: CountedBy
        required: int
        counted: int

    class WaiverRecorded(Event):
        employer_id: UUID
        reason: WaiverReason
        justification: str
        month_due: str

    @staticmethod
    def create_id(terms: Terms, **_: object) -> UUID:
        """A body's contract is registered once."""
        return derived_id(NAMESPACE, f"{terms.contracting_body.hex}:{terms.contract_no}")

    @event(Registered)
    def __init__(self, terms: Terms, quota: Quota, workplace: Workplace, first_month: str) -> None:
        self.terms, self.quota, self.workplace = terms, quota, workplace
        self.first_month = self.month_due = first_month
        self.filled_by: set[UUID] = set()
        self.lists: dict[str, int] = {}
        self.waiver_reason: WaiverReason | None = None
        self.waiver_justification: str | None = None

    @classmethod
    def register(cls, terms: Terms, quota: Quota, workplace: Workplace) -> QuotaContract:
        """Raises ContractEndsBeforeItStarts, ContractIsOver."""
        today = workplace.day_of(happening())
        if terms.ends_on < terms.starts_on:
            raise refusals.ContractEndsBeforeItStarts
        if terms.ends_on < today:
            raise refusals.ContractIsOver
        first_month = month_of(max(terms.starts_on, today))
        return cls(terms=terms, quota=quota, workplace=workplace, first_month=first_month)

    @property
    def filled(self) -> int:
        return len(self.filled_by)

    @property
    def listed(self) -> int | None:
        """What the list of the latest month counted."""
        return self.lists[max(self.lists)] if self.lists else None

    @property
    def missing(self) -> int:
        """How many are missing by the latest list; by the placements known here while there is none."""
        if self.waiver_reason is not None:
            return 0
        counted = self.filled if self.listed is None else self.listed
        return max(self.quota.slots - counted, 0)

    def fill_slot(self, placement_id: UUID) -> None:
        """Somebody works under this contract. Does nothing the second time."""
        if placement_id not in self.filled_by:
            self.trigger_event(self.SlotFilled, placement_id=placement_id, filled=self.filled + 1)

    @event(SlotFilled)
    def _slot_filled(self, placement_id: UUID) -> None:
        self.filled_by.add(placement_id)

    def vacate_slot(self, placement_id: UUID) -> None:
        """The placement has ended. What was enough before and is no more is said."""
        if placement_id not in self.filled_by:
            return
        self.trigger_event(self.SlotVacated, placement_id=placement_id, filled=self.filled - 1)
        if self.waiver_reason is None and self.filled == self.quota.slots - 1:
            self._detect(CountedBy.PLACEMENTS, self.filled)

    @event(SlotVacated)
    def _slot_vacated(self, placement_id: UUID) -> None:
        self.filled_by.discard(placement_id)

    def send_list(self, month: str, employed: int) -> None:
        """The employer has sent the month's list to the judge; so many people stand in it (DL12).

        Raises QuotaWaived, MonthOutsideContract, ListAlreadySent, MoreThanTheWorkforce.
        """
        this_month = month_of(self.workplace.day_of(happening()))
        self._refuse_unless_owed()
        if not self.first_month <= month <= this_month or self._ended_before(month):
            raise refusals.MonthOutsideContract
        if month in self.lists:
            raise refusals.ListAlreadySent
        if employed > self.terms.workforce:
            raise refusals.MoreThanTheWorkforce
        self.trigger_event(
            self.MonthlyListSent, employer_id=self.terms.employer_id, month=month, employed=employed,
            in_time=month == this_month,
        )  # fmt: skip
        if employed < self.quota.slots and month == max(self.lists):
            self._detect(CountedBy.LIST, employed)

    @event(MonthlyListSent)
    def _monthly_list_sent(self, month: str, employed: int) -> None:
        self.lists[month] = employed
        self.month_due = max(self.month_due, following(month))

    def mark_list_late(self, month: str) -> None:
        """The month is over and nobody has sent its list. Does nothing when somebody has."""
        if self.waiver_reason is None and month not in self.lists:
            self.trigger_event(self.MonthlyListLate, employer_id=self.terms.employer_id, month=month)

    @event(MonthlyListLate)
    def _monthly_list_late(self, month: str) -> None:
        self.month_due = max(self.month_due, following(month))

    def waive(self, reason: WaiverReason, justification: str) -> None:
        """The contracting body has waived the quota. Raises QuotaWaived, TextNamesSomebody."""
        self._refuse_unless_owed()
        impersonal(justification)
        self.trigger_event(
            self.WaiverRecorded, employer_id=self.terms.employer_id, reason=reason, justification=justification,
            month_due=self.month_due,
        )  # fmt: skip

    @event(WaiverRecorded)
    def _waiver_recorded(self, reason: WaiverReason, justification: str) -> None:
        self.waiver_reason, self.waiver_justification = reason, justification

    def owes_list(self, month: str) -> bool:
        """Whether a list will be due for a month."""
        return self.waiver_reason is None and month not in self.lists and not self._ended_before(month)

    def _ended_before(self, month: str) -> bool:
        return month_of(self.terms.ends_on) < month

    def _detect(self, counted_by: CountedBy, counted: int) -> None:
        self.trigger_event(
            self.ShortfallDetected, employer_id=self.terms.employer_id, contracting_body=self.terms.contracting_body,
            counted_by=counted_by, required=self.quota.slots, counted=counted,
        )  # fmt: skip

    def _refuse_unless_owed(self) -> None:
        if self.waiver_reason is not None:
            raise refusals.QuotaWaived
