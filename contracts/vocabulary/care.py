"""What somebody needs, what is agreed with them and what becomes of it."""

from __future__ import annotations

from enum import StrEnum


class NeedDomain(StrEnum):
    """The service catalogue (B.0.6)."""

    HOUSING = "housing"
    FOOD = "food"
    CLOTHING = "clothing"
    TRANSPORT = "transport"
    IDENTITY_DOCUMENTS = "identity_documents"
    INCOME_BENEFITS = "income_benefits"
    EMPLOYMENT = "employment"
    VOCATIONAL_TRAINING = "vocational_training"
    ENTREPRENEURSHIP_CREDIT = "entrepreneurship_credit"
    EDUCATION = "education"
    PHYSICAL_HEALTH = "physical_health"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    FAMILY_CHILDREN = "family_children"
    LEGAL_AID = "legal_aid"
    SOCIAL_ASSISTANCE = "social_assistance"
    VIOLENCE_PROTECTION = "violence_protection"
    DISCRIMINATION_SUPPORT = "discrimination_support"
    CULTURE_LEISURE = "culture_leisure"
    DIGITAL_ACCESS = "digital_access"
    OTHER = "other"


class UrgentNeed(StrEnum):
    """Needs that call for a look on the same day."""

    HOUSING_TONIGHT = "housing_tonight"
    FOOD = "food"
    MEDICATION = "medication"
    THREAT_TO_LIFE = "threat_to_life"
    MINOR_CHILDREN_ALONE = "minor_children_alone"


class NeedSituation(StrEnum):
    """How somebody stands in a need domain at the time of the assessment."""

    CRITICAL = "critical"
    UNMET = "unmet"
    PARTLY_MET = "partly_met"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"
    NOT_DISCUSSED = "not_discussed"


class IdentityMarker(StrEnum):
    """What somebody may say of herself or himself in an assessment, in own words."""

    RACE = "race"
    GENDER = "gender"
    SEXUALITY = "sexuality"
    TERRITORY = "territory"
    RELIGION = "religion"
    DISABILITY = "disability"
    GENERATION = "generation"
    MIGRATION = "migration"


class GoalStatus(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    ACHIEVED = "achieved"
    CHANGED = "changed"
    DROPPED = "dropped"


class PlanStatus(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class PlanClosureReason(StrEnum):
    """Why a follow-up ended: each one is neutral, a return to prison too."""

    GOALS_MET = "goals_met"
    PERSON_CHOICE = "person_choice"
    MOVED = "moved"
    LOST_CONTACT = "lost_contact"
    RETURNED_TO_PRISON = "returned_to_prison"
    DEATH = "death"
    OTHER = "other"


class StatementGround(StrEnum):
    """On what a statement about somebody's follow-up was issued: never without the person's own will."""

    CONSENT = "consent"
    OWN_REQUEST = "own_request"
