"""Work: vacancies, quotas, trainings, placements, credit and the seal of employers (B.2.4)."""

from __future__ import annotations

from enum import StrEnum


class WorkSetting(StrEnum):
    """Where the work is done."""

    IN_PRISON = "in_prison"
    EXTERNAL = "external"
    REMOTE = "remote"
    SELF_EMPLOYMENT = "self_employment"


class SentenceRegime(StrEnum):
    """In which situations somebody can take a vacancy. Said of the work, never of a person."""

    CLOSED = "closed"
    SEMI_OPEN = "semi_open"
    OPEN = "open"
    HOUSE_ARREST = "house_arrest"
    CONDITIONAL_RELEASE = "conditional_release"
    RELEASED = "released"


class ReservedKind(StrEnum):
    """For whom a vacancy is kept, and by what."""

    NONE = "none"
    PNAT = "pnat"
    MUNICIPAL_LAW = "municipal_law"
    AFFIRMATIVE = "affirmative"


class OccupationOutlook(StrEnum):
    """What is expected of an occupation in the years to come."""

    GROWING = "growing"
    STABLE = "stable"
    DECLINING = "declining"


class ValueChainRole(StrEnum):
    """What a work is in its value chain."""

    INPUT = "input"
    PRODUCTION = "production"
    MARKETING = "marketing"
    FINANCE = "finance"


class NotSelectedReason(StrEnum):
    """Why an employer chose nobody or somebody else; there is no code for what somebody once did."""

    POSITIONS_FILLED = "positions_filled"
    SKILLS = "skills"
    SCHEDULE = "schedule"
    DISTANCE = "distance"
    NOT_REACHED = "not_reached"
    EMPLOYER_CLOSED = "employer_closed"
    OTHER = "other"


class CandidacyEnd(StrEnum):
    """Why a candidacy ended on the person's side; never a failure."""

    PERSON = "person"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"
    ERASURE = "erasure"


class WaiverReason(StrEnum):
    """Why a contract need not employ anybody under its quota."""

    SAFETY = "safety"
    INCOMPATIBLE_SERVICE = "incompatible_service"
    NOBODY_AVAILABLE = "nobody_available"
    OTHER = "other"


class CountedBy(StrEnum):
    """What a number of filled slots is counted by: the employer's monthly list, or the placements known here."""

    LIST = "list"
    PLACEMENTS = "placements"


class TrainingStage(StrEnum):
    """Whether a training is for people before or after their release."""

    BEFORE_RELEASE = "before_release"
    AFTER_RELEASE = "after_release"


class PlacementKind(StrEnum):
    FORMAL_JOB = "formal_job"
    APPRENTICESHIP = "apprenticeship"
    PRISON_WORK = "prison_work"
    COOPERATIVE = "cooperative"
    SELF_EMPLOYMENT = "self_employment"
    MICROENTERPRISE = "microenterprise"


class RetentionMark(StrEnum):
    """After how many days it is asked whether a placement goes on: the terms of DL14."""

    AFTER_30_DAYS = "30"
    AFTER_90_DAYS = "90"
    AFTER_180_DAYS = "180"
    AFTER_365_DAYS = "365"


class RetentionResult(StrEnum):
    RETAINED = "retained"
    ENDED = "ended"
    UNKNOWN = "unknown"


class ExitReason(StrEnum):
    """Why a placement ended, in words that blame nobody."""

    CONTRACT_END = "contract_end"
    DISMISSED = "dismissed"
    RESIGNED = "resigned"
    BETTER_JOB = "better_job"
    HEALTH = "health"
    MOVED = "moved"
    UNKNOWN = "unknown"


class AmountBand(StrEnum):
    """How much money, roughly, in Brazilian reais; the exact sum is the lender's matter."""

    UP_TO_1000 = "up_to_1000"
    UP_TO_5000 = "up_to_5000"
    UP_TO_15000 = "up_to_15000"
    OVER_15000 = "over_15000"


class CreditRefusal(StrEnum):
    """Why a lender gives nothing; nothing about the person's past."""

    NO_FUNDS = "no_funds"
    OUTSIDE_PROGRAMME = "outside_programme"
    PLAN_NOT_READY = "plan_not_ready"
    OTHER = "other"


class SealGround(StrEnum):
    """What an employer has shown to bear the seal."""

    COURSES = "courses"
    HIRES = "hires"
