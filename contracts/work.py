"""What referrals tells the network about work: quotas, vacancies, trainings, placements, credit, seals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.network import UF
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.work import (
    AmountBand,
    CountedBy,
    CreditRefusal,
    NotSelectedReason,
    PlacementKind,
    ReservedKind,
    SealGround,
    TrainingStage,
    WaiverReason,
    WorkSetting,
)


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


class TrainingPublished(Contract, type="referrals.training-offer.published"):
    """A provider teaches, for so many people, at these stages."""

    training_id: UUID
    provider_id: UUID
    hours: int
    certificate: bool
    stages: tuple[TrainingStage, ...]
    occupation_code: str | None
    places: int
    uf: UF
    municipality_ibge7: str


@dataclass(frozen=True, kw_only=True)
class AboutEnrolment:
    """Who (a pseudonym) of which office is in which training, and what it leads to (CBO)."""

    enrolment_id: UUID
    person_id: UUID
    office_id: UUID
    training_id: UUID
    client_type: ClientType
    stage: TrainingStage
    occupation_code: str | None
    continues_id: UUID | None


class TrainingEnrolled(AboutEnrolment, Contract, type="referrals.enrolment.enrolled"):
    """Somebody takes part."""


class TrainingEnrolledAgain(AboutEnrolment, Contract, type="referrals.enrolment.enrolled-again"):
    """Who had left came back."""


class TrainingCompleted(AboutEnrolment, Contract, type="referrals.enrolment.completed"):
    completed_on: date
    certificate: bool


@dataclass(frozen=True, kw_only=True)
class AboutPlacement:
    """Who (a pseudonym) of which office has which work since when.

    `linked_enrolment_id` is the training that led to it; `contract_id` the quota contract under which it counts.
    """

    placement_id: UUID
    person_id: UUID
    office_id: UUID
    client_type: ClientType
    kind: PlacementKind
    setting: WorkSetting
    occupation_code: str
    started_on: date
    linked_enrolment_id: UUID | None
    employer_id: UUID | None
    contract_id: UUID | None


class PlacementStarted(AboutPlacement, Contract, type="referrals.placement.started"):
    uf: UF
    municipality_ibge7: str


class PlacementRetained(AboutPlacement, Contract, type="referrals.placement.retained"):
    """The work went on after so many days."""

    days: int


class PlacementEnded(AboutPlacement, Contract, type="referrals.placement.ended"):
    """Why it ended is told to nobody outside of the office."""

    ended_on: date


@dataclass(frozen=True, kw_only=True)
class AboutCredit:
    """Who (a pseudonym) of which office asks which lender; only a band of the amount is known."""

    credit_id: UUID
    person_id: UUID
    office_id: UUID
    lender_id: UUID
    client_type: ClientType


class CreditRequested(AboutCredit, Contract, type="referrals.micro-credit.requested"):
    amount_band: AmountBand


class CreditGranted(AboutCredit, Contract, type="referrals.micro-credit.granted"):
    amount_band: AmountBand


class CreditRefused(AboutCredit, Contract, type="referrals.micro-credit.refused"):
    reason: CreditRefusal


class EmployerSealGranted(Contract, type="referrals.employer-seal.granted"):
    """A year long the employer may bear the seal; `valid_until` is its last day."""

    seal_id: UUID
    employer_id: UUID
    ground: SealGround
    valid_until: date


class EmployerSealGrantedAnew(Contract, type="referrals.employer-seal.granted-anew"):
    """After it had lapsed."""

    seal_id: UUID
    employer_id: UUID
    ground: SealGround
    valid_until: date


class EmployerSealRenewed(Contract, type="referrals.employer-seal.renewed"):
    seal_id: UUID
    employer_id: UUID
    ground: SealGround
    valid_until: date


class EmployerSealLapsed(Contract, type="referrals.employer-seal.lapsed"):
    """Nobody renewed it: its last day has passed."""

    seal_id: UUID
    employer_id: UUID
    valid_until: date
