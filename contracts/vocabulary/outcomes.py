"""How somebody lives some time after a release: neutral words, each may be left out, and none of them rates."""

from __future__ import annotations

from enum import StrEnum


class LookBackMark(StrEnum):
    """Days after the release on which an office asks how things are (DL21); the names of the deadline's terms."""

    DAYS_30 = "30"
    DAYS_180 = "180"
    DAYS_365 = "365"
    DAYS_730 = "730"


class HousingSituation(StrEnum):
    """Where somebody sleeps."""

    OWN_OR_RENTED = "own_or_rented"
    WITH_OTHERS = "with_others"
    SHELTER = "shelter"
    STREET = "street"
    OTHER = "other"


class WorkSituation(StrEnum):
    """What somebody lives on or does."""

    FORMAL = "formal"
    INFORMAL = "informal"
    SELF_EMPLOYED = "self_employed"
    STUDY_OR_TRAINING = "study_or_training"
    SEEKING = "seeking"
    NOT_SEEKING = "not_seeking"
    OTHER = "other"


class DocumentsSituation(StrEnum):
    """Which of the basic documents somebody has in hand."""

    ALL_IN_HAND = "all_in_hand"
    SOME_MISSING = "some_missing"
    NONE_IN_HAND = "none_in_hand"


class LookBackEnd(StrEnum):
    """Why nobody asks any more. A return to prison is no reason here: it is not looked for."""

    PERSON_CHOICE = "person_choice"
    MOVED = "moved"
    LOST_CONTACT = "lost_contact"
    DEATH = "death"
    OTHER = "other"
    RELEASE_REVOKED = "release_revoked"
    SUPERSEDED = "superseded"
    ERASURE = "erasure"
