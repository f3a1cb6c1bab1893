"""Organisations of the network, states, and what they ask of each other."""

from __future__ import annotations

from enum import StrEnum


class StateSystem(StrEnum):
    """Systems of the state that a consent can name (`SHARE_WITH_STATE_SYSTEM`)."""

    SEEU = "seeu"
    BNMP = "bnmp"
    CADUNICO = "cadunico"
    SUS = "sus"
    SINE = "sine"
    OTHER = "other"


class OrganisationType(StrEnum):
    """Kinds of organisations of all source countries (B.0.6)."""

    SOCIAL_OFFICE = "social_office"
    COURT = "court"
    CNJ = "cnj"
    PRISON = "prison"
    PRISON_ADMINISTRATION = "prison_administration"
    PROBATION = "probation"
    EMPLOYMENT_AGENCY = "employment_agency"
    EMPLOYER = "employer"
    MUNICIPAL_SOCIAL_ASSISTANCE = "municipal_social_assistance"
    CHILD_PROTECTION = "child_protection"
    HEALTH_AUTHORITY = "health_authority"
    HEALTH_SERVICE = "health_service"
    EDUCATION_AUTHORITY = "education_authority"
    SCHOOL = "school"
    UNIVERSITY = "university"
    SUBSTANCE_USE_SERVICE = "substance_use_service"
    POLICE = "police"
    PROSECUTION = "prosecution"
    PUBLIC_DEFENDER = "public_defender"
    BAR_ASSOCIATION = "bar_association"
    REGISTRY_OFFICE = "registry_office"
    REGIONAL_GOVERNMENT = "regional_government"
    MUNICIPALITY = "municipality"
    NGO = "ngo"
    FAITH_BASED = "faith_based"
    UNION = "union"
    RESEARCH_INSTITUTE = "research_institute"
    PLANNING_BUDGET = "planning_budget"
    FINANCIAL_INSTITUTION = "financial_institution"
    DEVELOPMENT_FOUNDATION = "development_foundation"
    PRISON_INDUSTRY_FOUNDATION = "prison_industry_foundation"
    MONITORING_CENTRE = "monitoring_centre"
    COMMUNITY_COUNCIL = "community_council"
    OTHER = "other"


class Urgency(StrEnum):
    SAME_DAY = "same_day"
    WEEK = "week"
    NORMAL = "normal"


class UF(StrEnum):
    """The 27 federative units of Brazil."""

    AC = "AC"
    AL = "AL"
    AM = "AM"
    AP = "AP"
    BA = "BA"
    CE = "CE"
    DF = "DF"
    ES = "ES"
    GO = "GO"
    MA = "MA"
    MG = "MG"
    MS = "MS"
    MT = "MT"
    PA = "PA"
    PB = "PB"
    PE = "PE"
    PI = "PI"
    PR = "PR"
    RJ = "RJ"
    RN = "RN"
    RO = "RO"
    RR = "RR"
    RS = "RS"
    SC = "SC"
    SE = "SE"
    SP = "SP"
    TO = "TO"


class ReferralMode(StrEnum):
    """How a person is brought to a partner (B.2.2)."""

    ORIENTATION_ONLY = "orientation_only"
    WARM_HANDOVER = "warm_handover"
    WRITTEN = "written"
    ACCOMPANIED = "accompanied"
    SYSTEM_INTEGRATION = "system_integration"


class ReferralOutcome(StrEnum):
    """How a referral ended (B.2.2). A withdrawn consent counts as PERSON_DECLINED, never as a failure."""

    SERVICE_RECEIVED = "service_received"
    PARTLY = "partly"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    PERSON_DECLINED = "person_declined"
    PERSON_NO_SHOW = "person_no_show"
    PARTNER_NO_REPLY = "partner_no_reply"
    MOVED = "moved"
    UNKNOWN = "unknown"


class DeclineReason(StrEnum):
    """Why a partner cannot take somebody; a code for the capacity map, nothing about the person."""

    NO_CAPACITY = "no_capacity"
    NOT_ELIGIBLE = "not_eligible"
    OUTSIDE_AREA = "outside_area"
    SERVICE_UNAVAILABLE = "service_unavailable"
    OTHER = "other"


class InterruptionReason(StrEnum):
    """Why a referral stopped before its end (B.2.2); neutral, and nothing that counts against the person."""

    PERSON_DECIDED = "person_decided"
    SERVICE_ENDED = "service_ended"
    MOVED = "moved"
    BACK_IN_CUSTODY = "back_in_custody"
    DECEASED = "deceased"
    OTHER = "other"


class SuspensionReason(StrEnum):
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"
    PARTNER_CLOSED = "partner_closed"
    SITE_CLOSED = "site_closed"


class CancelledBy(StrEnum):
    PERSON = "person"
    OFFICE = "office"


class AnsweredBy(StrEnum):
    """Who answered an assessment's questions."""

    SELF = "self"
    WITH_SUPPORT = "with_support"
    LEGAL_GUARDIAN = "legal_guardian"
