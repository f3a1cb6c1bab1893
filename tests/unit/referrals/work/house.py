"""The house of referrals with an employer, its contracts and vacancies, and short words for what is done with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.persons import ClientType
from contracts.vocabulary.rights import DataClass
from contracts.vocabulary.work import (
    AmountBand,
    PlacementKind,
    SentenceRegime,
    TrainingStage,
    ValueChainRole,
    WorkSetting,
)
from infra.deadlines.deadline import deadline, deadline_id
from infra.erasure.application import ErasureApplication
from infra.erasure.order import Order
from infra.eventstore.mapper import to_recorded_event
from infra.kernel import new_id
from services.referrals.network.domain.partner import Partner
from services.referrals.work.applications.candidates import CandidatesApplication
from services.referrals.work.applications.credits import CreditsApplication
from services.referrals.work.applications.placements import PlacementsApplication
from services.referrals.work.applications.quotas import QuotasApplication
from services.referrals.work.applications.seals import SealsApplication
from services.referrals.work.applications.trainings import TrainingsApplication
from services.referrals.work.applications.vacancies import VacanciesApplication
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.domain.enrolment import Enrolment
from services.referrals.work.domain.micro_credit import Loan, MicroCredit
from services.referrals.work.domain.placement import Engagement, Placement
from services.referrals.work.domain.quota_contract import QuotaContract, Terms
from services.referrals.work.domain.training_offer import Course, TrainingOffer
from services.referrals.work.domain.vacancy import Conditions, Occupation, Vacancy
from services.referrals.work.domain.workplace import Workplace
from tests.unit.referrals.house import GRANT, OFFICE, PERSON, TODAY, House

REFRIGERATION = Occupation("725705", WorkSetting.EXTERNAL, True, None, ValueChainRole.PRODUCTION)
REGIMES = (SentenceRegime.SEMI_OPEN, SentenceRegime.OPEN, SentenceRegime.RELEASED)
MANAUS = Workplace(UF.AM, "1399991", "America/Manaus")
ASKED = (DataClass.DISPLAY_NAME,)


def conditions(**changes: Any) -> Conditions:
    usual: dict[str, Any] = {
        "regimes_accepted": REGIMES, "pay_monthly_brl": Decimal("2100.00"), "opens_on": TODAY, "closes_on": None,
        "data_needed": ASKED,
    }  # fmt: skip
    return Conditions(**{**usual, **changes})


@dataclass
class WorkHouse(House):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.quotas, self.vacancies = QuotasApplication(self.store), VacanciesApplication(self.store)
        self.candidates = CandidatesApplication(self.store)
        self.trainings, self.placements = TrainingsApplication(self.store), PlacementsApplication(self.store)
        self.credits, self.seals = CreditsApplication(self.store), SealsApplication(self.store)

    def employer(self) -> Partner:
        return self.active(OrganisationType.EMPLOYER)

    def terms(self, employer: Partner | None = None, **changes: Any) -> Terms:
        """Those of step 11 of the scenario."""
        usual: dict[str, Any] = {
            "contract_no": "12/2025", "contracting_body": changes.pop("body", None) or self.prospect().id,
            "employer_id": (employer or self.employer()).id, "annual_value_brl": Decimal("1200000.00"),
            "workforce": 240, "signed_on": date(2025, 3, 1), "starts_on": date(2025, 4, 1),
            "ends_on": date(2026, 3, 31),
        }  # fmt: skip
        return Terms(**{**usual, **changes})

    def contract(self, employer: Partner | None = None, **changes: Any) -> QuotaContract:
        return self.quotas.register_contract(self.terms(employer, **changes), REFRIGERATION, conditions())[0]

    def vacancy(self, employer: Partner | None = None, slots: int = 1, **changes: Any) -> Vacancy:
        employer = employer or self.employer()
        return self.vacancies.publish_vacancy(employer.id, REFRIGERATION, conditions(**changes), slots)

    def presented(self, vacancy: Vacancy | None = None, **changes: Any) -> Candidate:
        vacancy = vacancy or self.vacancy()
        person_id, grant_id = changes.get("person_id", PERSON), changes.get("grant_id", GRANT)
        self.consent(vacancy.employer_id, grant_id, person_id=person_id)
        fields = changes.get("shared_fields", frozenset(ASKED))
        return self.candidates.present(vacancy.id, person_id, OFFICE, grant_id, fields)

    def selected(self, vacancy: Vacancy | None = None, **changes: Any) -> Candidate:
        candidate = self.presented(vacancy, **changes)
        return self.candidates.select(candidate.id, candidate.version)

    def training(self, provider: Partner | None = None, places: int = 1, **changes: Any) -> TrainingOffer:
        usual: dict[str, Any] = {
            "title": "Refrigeration", "hours": 160, "certificate": True, "stages": tuple(TrainingStage),
            "occupation_code": REFRIGERATION.code,
        }  # fmt: skip
        provider = provider or self.active(OrganisationType.SCHOOL)
        return self.trainings.publish_training(provider.id, Course(**{**usual, **changes}), places)

    def enrolled(self, training: TrainingOffer | None = None, **changes: Any) -> Enrolment:
        usual: dict[str, Any] = {
            "training_id": (training or self.training()).id, "person_id": PERSON, "office_id": OFFICE,
            "client_type": ClientType.PRE_RELEASE, "stage": TrainingStage.BEFORE_RELEASE,
        }  # fmt: skip
        return self.trainings.enrol(**{**usual, **changes})

    def completed(self, training: TrainingOffer | None = None, **changes: Any) -> Enrolment:
        enrolment = self.enrolled(training, **changes)
        return self.trainings.complete(enrolment.id, enrolment.version, TODAY)

    def engagement(self, **changes: Any) -> Engagement:
        """A relative's own workshop."""
        usual: dict[str, Any] = {
            "person_id": PERSON, "office_id": OFFICE, "client_type": ClientType.RELATIVE,
            "kind": PlacementKind.MICROENTERPRISE, "setting": WorkSetting.SELF_EMPLOYMENT,
            "occupation_code": "763010", "started_on": TODAY,
        }  # fmt: skip
        return Engagement(**{**usual, **changes})

    def own(self, **changes: Any) -> Placement:
        return self.placements.start(self.engagement(**changes), MANAUS)

    def placed(self, candidate: Candidate | None = None, **changes: Any) -> Placement:
        usual: dict[str, Any] = {
            "client_type": ClientType.RELEASED, "kind": PlacementKind.FORMAL_JOB, "started_on": TODAY,
        }  # fmt: skip
        return self.placements.place((candidate or self.selected()).id, **{**usual, **changes})

    def credit(self, lender: Partner | None = None) -> MicroCredit:
        """Step 13 of the scenario: for a relative."""
        lender = lender or self.active(OrganisationType.FINANCIAL_INSTITUTION)
        return self.credits.request(Loan(PERSON, OFFICE, lender.id, ClientType.RELATIVE), AmountBand.UP_TO_5000)

    def erased(self, person_id: UUID) -> None:
        """From the authorisation on."""
        order = Order(person_id, new_id(), "consent_withdrawn", ("dora", "davi"), "person")
        ErasureApplication(self.store).authorise(order)

    def happened(self, stream: UUID) -> list[str]:
        """The events of a record by their names."""
        with self.store.begin() as unit:
            return [type(to_recorded_event(r).event).__name__ for r in unit.transaction.stream(stream)]

    def waits(self, rule: str, subject: UUID, key: str = "") -> Any:
        """A deadline, or None."""
        with self.store.unit_of_work() as unit:
            return unit.find(deadline("referrals"), deadline_id("referrals", rule, subject, key))
