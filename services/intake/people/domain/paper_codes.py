"""What papers are, why one is to be issued again, and what became of it: codes alone, for they stand unsealed."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """What goes out of the office with a person's name on it."""

    ATTENDANCE_CERTIFICATE = "attendance_certificate"
    FOLLOW_UP_STATEMENT = "follow_up_statement"
    DATA_PACKAGE = "data_package"


class OutdatedReason(StrEnum):
    """Which name stands now. Not whether records were merged: an office learns nothing but how to call (X06)."""

    SOCIAL_NAME = "social_name"
    NAME_CORRECTED = "name_corrected"


class PaperOutcome(StrEnum):
    """`replaced`: the person has a new one; `withdrawn`: it was taken back; `kept`: the person wants to keep it."""

    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
