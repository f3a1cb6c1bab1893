"""What referrals tells the network about work: quotas, vacancies, trainings, placements, credit, seals."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.network import UF
from contracts.vocabulary.work import CountedBy, NotSelectedReason, ReservedKind, WaiverReason, WorkSetting


class QuotaContractRegistered(Contract, type="referrals.quota-contract.registered"):
    """A public contract has to employ people from prison: `required_slots_exact`, rounded up `required_slots`.

    Percent and exact number are decimal numbers as text.
    """

    contract_id: UUID
    contracting_body: UUID
    employer_id: UUID
    workforce: int
    required_percent: str
    required_slots_exact: str
    required_slots: int
    uf: UF
    municipality_ibge7: str


class QuotaMonthlyListSent(Contract, type="referrals.quota-contract.monthly-list-sent"):
    """The employer's list of a month counts so many people; `month` as `2025-04`."""

    contract_id: UUID
    employer_id: UUID
    month: str
    employed: int
    in_time: bool


class QuotaShortfallDetected(Contract, type="referrals.quota-contract.shortfall-detected"):
    contract_id: UUID
    contracting_body: UUID
    employer_id: UUID
    counted_by: CountedBy
    required: int
    counted: int


class QuotaWaiverRecorded(Contract, type="referrals.quota-contract.waiver-recorded"):
    contract_id: UUID
    employer_id: UUID
    reason: WaiverReason


class VacancyPublished(Contract, type="referrals.vacancy.published"):
    """An employer has work; `occupation_code` by the national table (CBO)."""

    vacancy_id: UUID
    employer_id: UUID
    occupation_code: str
    setting: WorkSetting
    formal: bool
    slots: int
    reserved_kind: ReservedKind
    contract_id: UUID | None
    uf: UF
    municipality_ibge7: str


class VacancyClosed(Contract, type="referrals.vacancy.closed"):
    vacancy_id: UUID
    employer_id: UUID


@dataclass(frozen=True, kw_only=True)
class AboutCandidate:
    """Who (a pseudonym), by which office, to which employer, for which occupation (CBO); never with a past."""

    candidate_id: UUID
    person_id: UUID
    office_id: UUID
    vacancy_id: UUID
    employer_id: UUID
    occupation_code: str


class CandidatePresented(AboutCandidate, Contract, type="referrals.candidate.presented"):
    """An employer is shown a person who allowed it."""


class CandidatePresentedAnew(AboutCandidate, Contract, type="referrals.candidate.presented-anew"):
    """Under a new consent, after the person's side had ended it."""


class CandidateSelected(AboutCandidate, Contract, type="referrals.candidate.selected"):
    """A position is kept for the person."""


class CandidateNotSelected(AboutCandidate, Contract, type="referrals.candidate.not-selected"):
    reason: NotSelectedReason


class CandidateWithdrawn(AboutCandidate, Contract, type="referrals.candidate.withdrawn"):
    """It ended on the person's side, and nobody has to know why."""
