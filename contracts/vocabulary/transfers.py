"""Why a case goes to another office, is not taken there, or stays where it is."""

from __future__ import annotations

from enum import StrEnum


class TransferReason(StrEnum):
    """Why the person's case is to be led elsewhere (B.2.3); the person's own words stay with the office."""

    PERSON_MOVES = "person_moves"
    FAMILY = "family"
    WORK = "work"
    SAFETY = "safety"
    OFFICE_CLOSES = "office_closes"
    OTHER = "other"


class TransferRefusalReason(StrEnum):
    """Why an office does not take a case; a code for the network, nothing about the person."""

    NO_CAPACITY = "no_capacity"
    OUTSIDE_AREA = "outside_area"
    PERSON_NOT_REACHED = "person_not_reached"
    OTHER = "other"


class TransferWithdrawalReason(StrEnum):
    """Why a transfer is taken back. The first two are said by the office, the others follow from something else."""

    OFFICE = "office"
    PERSON = "person"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"
    RECORD_MERGED = "record_merged"
    ERASURE = "erasure"
