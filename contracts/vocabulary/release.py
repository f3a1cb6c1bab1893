"""The way out of prison: lists, documents and dates."""

from __future__ import annotations

from enum import StrEnum


class ReleaseListSource(StrEnum):
    """Who sends a list of people whose release may come: the national execution system, a prison, a court, by hand."""

    SEEU_MDC = "seeu_mdc"
    PRISON = "prison"
    COURT = "court"
    BY_HAND = "by_hand"


class ReleaseProgramme(StrEnum):
    """Whose rule says how long before the release the work begins: the terms of DL07."""

    BR = "BR"
    RO = "RO"


class CivilDocument(StrEnum):
    """Documents that people leave prison without (SEEU's module of civil documentation)."""

    RG = "rg"
    CPF = "cpf"
    MIGRANT_RECORD = "migrant_record"
    VOTER_TITLE = "voter_title"
    BIRTH_CERTIFICATE = "birth_certificate"
    WORK_CARD = "work_card"


class ReleaseDateReason(StrEnum):
    """Why the expected day of a release is another one now."""

    RECALCULATED = "recalculated"
    CORRECTED = "corrected"
    REVOKED = "revoked"


class FirstContact(StrEnum):
    """The first contact after a release: due, not without the person's wish, made."""

    DUE = "due"
    NOT_WISHED = "not_wished"
    MADE = "made"
