"""How somebody is brought to a partner, and what follows when an appointment was missed."""

from __future__ import annotations

from enum import StrEnum


class HandoverManner(StrEnum):
    """How the office spoke for the person."""

    CALL = "call"
    IN_PERSON = "in_person"
    VIDEO = "video"


class HandoverContact(StrEnum):
    """The role at the partner that was spoken to; nobody's name is kept."""

    RECEPTION = "reception"
    SOCIAL_WORK = "social_work"
    PSYCHOLOGY = "psychology"
    HEALTH = "health"
    LEGAL = "legal"
    EDUCATION = "education"
    EMPLOYMENT = "employment"
    COORDINATION = "coordination"
    OTHER = "other"


class ContactAfterAbsence(StrEnum):
    """What the team did after a missed appointment: a friendly word, or none because the person wishes none (PL10)."""

    OFFERED = "offered"
    NOT_WISHED = "not_wished"
