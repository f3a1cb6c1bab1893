"""The documents of a pre-release case: missing, requested, issued, handed over, each once and in this order."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from contracts.vocabulary.release import CivilDocument
from infra.kernel import DomainError


class DocumentNotMissing(DomainError):
    code = "intake.document-not-missing"
    detail = "Nobody said that this document is missing."
    fix = "Read which documents are missing."


class DocumentAlreadyRequested(DomainError):
    code = "intake.document-already-requested"
    detail = "The issue of this document was requested before."
    fix = "Record its issue when it is there."


class DocumentNotRequested(DomainError):
    code = "intake.document-not-requested"
    detail = "The issue of this document has not been requested, or the document is there already."
    fix = "Request it first."


class NothingToHandOver(DomainError):
    code = "intake.nothing-to-hand-over"
    detail = "No issued document waits for the person."
    fix = "Record what was issued first."


class Stage(StrEnum):
    """How far a document is."""

    MISSING = "missing"
    REQUESTED = "requested"
    ISSUED = "issued"
    HANDED_OVER = "handed_over"


Stages = Mapping[CivilDocument, Stage]


def at(stages: Stages, stage: Stage) -> tuple[CivilDocument, ...]:
    """Which documents are there."""
    return tuple(sorted(document for document, found in stages.items() if found is stage))


def check_request(stages: Stages, document: CivilDocument) -> None:
    """Raises DocumentNotMissing, DocumentAlreadyRequested."""
    if document not in stages:
        raise DocumentNotMissing
    if stages[document] is not Stage.MISSING:
        raise DocumentAlreadyRequested


def check_issue(stages: Stages, document: CivilDocument) -> None:
    """Raises DocumentNotRequested."""
    if stages.get(document) is not Stage.REQUESTED:
        raise DocumentNotRequested


def waiting(stages: Stages) -> tuple[CivilDocument, ...]:
    """What can be handed over now. Raises NothingToHandOver."""
    if not (found := at(stages, Stage.ISSUED)):
        raise NothingToHandOver
    return found
