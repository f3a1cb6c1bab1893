"""Why two records may be one person's, and why they are not: codes alone, for they stand unsealed."""

from __future__ import annotations

from enum import StrEnum


class DuplicateReason(StrEnum):
    """The first are the matcher's; the last, `Observation`, are what a person says who flags."""

    SAME_IDENTIFIER = "same_identifier"
    SAME_BIRTH_DATE = "same_birth_date"
    FULL_NAME_SOUNDS_ALIKE = "full_name_sounds_alike"
    NAME_SOUNDS_ALIKE = "name_sounds_alike"
    NAME_RESEMBLES = "name_resembles"
    SAID_BY_PERSON = "said_by_person"
    RECOGNISED_BY_STAFF = "recognised_by_staff"
    SAME_PAPER_SHOWN = "same_paper_shown"


class Observation(StrEnum):
    """What people see and hear."""

    SAID_BY_PERSON = "said_by_person"
    RECOGNISED_BY_STAFF = "recognised_by_staff"
    SAME_PAPER_SHOWN = "same_paper_shown"


class DismissalReason(StrEnum):
    """`homonyms`: one name, two people; `paper_of_another`: somebody showed a paper that is not his or hers."""

    DIFFERENT_PERSONS = "different_persons"
    HOMONYMS = "homonyms"
    RELATIVES = "relatives"
    PAPER_OF_ANOTHER = "paper_of_another"
    NOT_CERTAIN = "not_certain"


class PairStatus(StrEnum):
    FLAGGED = "flagged"
    DISMISSED = "dismissed"
    MERGED = "merged"
    UNDONE = "undone"
