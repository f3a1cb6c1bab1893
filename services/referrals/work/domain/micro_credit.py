"""Micro-credit: somebody asks a lender for a little money to begin with; only how much it is roughly is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.network import OrganisationType
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import AmountBand, CreditRefusal
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event
from services.referrals.work.domain.workplace import Workplace

LENDERS = frozenset(
    {
        OrganisationType.FINANCIAL_INSTITUTION,
        OrganisationType.DEVELOPMENT_FOUNDATION,
        OrganisationType.PRISON_INDUSTRY_FOUNDATION,
    }
)


class NoLender(DomainError):
    code = "referrals.no-lender"
    detail = "Organisations of this type lend no money."
    fix = "Choose a financial institution or a foundation."


class CreditDecided(DomainError):
    code = "referrals.credit-decided"
    detail = "The request was granted, refused or taken back before."
    fix = "Ask anew if the need is still there."


class CreditStatus(StrEnum):
    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Loan:
    """Who asks whom; every event carries it to its readers."""

    person_id: UUID
    office_id: UUID
    lender_id: UUID
    client_type: ClientType


class MicroCredit(Aggregate, store="referrals"):
    class Requested(InitialEvent):
        loan: Loan
        amount_band: AmountBand
        workplace: Workplace

    class Granted(Event):
        loan: Loan
        amount_band: AmountBand

    class Refused(Event):
        loan: Loan
        reason: CreditRefusal

    class Withdrawn(Event):
        loan: Loan

    class TakenOver(Event):
        """Another office leads the person's case."""

        office_id: UUID

    @event(Requested)
    def __init__(self, loan: Loan, amount_band: AmountBand, workplace: Workplace) -> None:
        self.loan, self.amount_band, self.workplace = loan, amount_band, workplace
        self.status = CreditStatus.REQUESTED
        self.refusal: CreditRefusal | None = None

    @classmethod
    def request(
        cls, loan: Loan, amount_band: AmountBand, lender_type: OrganisationType, workplace: Workplace
    ) -> MicroCredit:
        """Raises NoLender."""
        if lender_type not in LENDERS:
            raise NoLender
        return cls(loan=loan, amount_band=amount_band, workplace=workplace)

    def grant(self, amount_band: AmountBand) -> None:
        """The lender gives so much, which may be less than was asked for. Raises CreditDecided."""
        self._refuse_unless_requested()
        self.trigger_event(self.Granted, loan=self.loan, amount_band=amount_band)

    @event(Granted)
    def _granted(self, amount_band: AmountBand) -> None:
        self.status, self.amount_band = CreditStatus.GRANTED, amount_band

    def refuse(self, reason: CreditRefusal) -> None:
        """The lender gives nothing. Raises CreditDecided."""
        self._refuse_unless_requested()
        self.trigger_event(self.Refused, loan=self.loan, reason=reason)

    @event(Refused)
    def _refused(self, reason: CreditRefusal) -> None:
        self.status, self.refusal = CreditStatus.REFUSED, reason

    def withdraw(self) -> None:
        """The person does not want it any more. Raises CreditDecided."""
        self._refuse_unless_requested()
        self.trigger_event(self.Withdrawn, loan=self.loan)

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.status = CreditStatus.WITHDRAWN

    def take_over(self, office_id: UUID) -> None:
        """The office that leads the person's case from now on follows it, also what is over."""
        self.trigger_event(self.TakenOver, office_id=office_id)

    @event(TakenOver)
    def _taken_over(self, office_id: UUID) -> None:
        self.loan = replace(self.loan, office_id=office_id)

    def _refuse_unless_requested(self) -> None:
        if self.status is not CreditStatus.REQUESTED:
            raise CreditDecided
