"""What a reception refuses."""

from __future__ import annotations

from infra.kernel import DomainError, NotFound


class ReceptionAlreadyStarted(DomainError):
    code = "intake.reception-already-started"
    detail = "Somebody is already attending this reception."
    fix = "Take the next person of the queue."


class ReceptionNotStarted(DomainError):
    code = "intake.reception-not-started"
    detail = "The reception has not started."
    fix = "Start it first."


class ReceptionOver(DomainError):
    code = "intake.reception-over"
    detail = "The reception is over."
    fix = "Register a new arrival."


class PriorityNotHigher(DomainError):
    code = "intake.priority-not-higher"
    detail = "What was said gives no earlier place than the one there is."
    fix = "Leave the place as it is; nobody goes back in the queue."


class NotAVirtualChannel(DomainError):
    code = "intake.not-a-virtual-channel"
    detail = "Who comes in person or to the mobile unit is queued."
    fix = "Register an arrival, or name the channel by which the person reached the office."


class CertificateOnRequestOnly(DomainError):
    code = "intake.certificate-on-request-only"
    detail = "A certificate of attendance is issued only because the person asks for it."
    fix = "Issue none; or say how the person's request is on record."


class CertificateNotFound(NotFound):
    code = "intake.certificate-not-found"
    detail = "There is no such certificate of this reception."
    fix = "Check the identifier."
