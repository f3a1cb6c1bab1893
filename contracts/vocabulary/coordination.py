"""Meetings, problems, commitments and the authorities that make them."""

from __future__ import annotations

from enum import StrEnum


class MeetingLevel(StrEnum):
    """How far a meeting or a problem reaches; the order is upwards."""

    LOCAL = "local"
    INTERREGIONAL = "interregional"
    NATIONAL = "national"


class MeetingFormat(StrEnum):
    EXPERIENCE_EXCHANGE = "experience_exchange"
    DEBATE = "debate"
    WORKING_MEETING = "working_meeting"
    SEMINAR = "seminar"
    OTHER = "other"


class MeetingTopic(StrEnum):
    GOOD_PRACTICE = "good_practice"
    PROGRESS_INDICATORS = "progress_indicators"
    JOINT_ACTIVITIES = "joint_activities"
    COOPERATION = "cooperation"
    OBSTACLES = "obstacles"
    RECIDIVISM_PREVENTION = "recidivism_prevention"
    EMPLOYMENT = "employment"
    AWARENESS = "awareness"
    OTHER = "other"


class DisplayCalendar(StrEnum):
    """The calendar in which people read the day of a meeting."""

    GREGORIAN = "gregorian"
    JALALI = "jalali"


class CompetenceDomain(StrEnum):
    """Field of competence of the problem inventory."""

    EMPLOYMENT_TRAINING = "employment_training"
    EDUCATION = "education"
    HEALTH = "health"
    SOCIAL_FAMILY = "social_family"
    HOUSING = "housing"
    DOCUMENTS = "documents"
    OTHER = "other"


class ReporterKind(StrEnum):
    PRACTITIONER = "practitioner"
    PARTNER = "partner"
    SERVICE_USER = "service_user"
    AUTHORITY = "authority"


class AuthorityReach(StrEnum):
    """How far an authority's competence goes."""

    LOCAL = "local"
    REGIONAL = "regional"
    CENTRAL = "central"


class CommitmentRole(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"
    FUNDING = "funding"
    MONITORING = "monitoring"


class AgreementKind(StrEnum):
    """What a partner works under (B.2.1)."""

    COOPERATION_TERM = "cooperation_term"
    PROTOCOL = "protocol"
    CONTRACT = "contract"
    INFORMAL = "informal"
