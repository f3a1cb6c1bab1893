"""What a data subject's request refuses."""

from __future__ import annotations

from infra.kernel import DomainError


class SubjectRequestOver(DomainError):
    code = "intake.subject-request-over"
    detail = "This request was answered or refused."
    fix = "Read what became of it; open another one for what is asked now."


class RequesterNotIdentified(DomainError):
    code = "intake.requester-not-identified"
    detail = "Nobody has made sure yet that the request comes from the person."
    fix = "Check the identity first."


class RequesterAlreadyIdentified(DomainError):
    code = "intake.requester-already-identified"
    detail = "The identity was checked."
    fix = "Answer the request, or refuse it with its ground."


class NothingToPackage(DomainError):
    code = "intake.nothing-to-package"
    detail = "A correction is answered by correcting; there is nothing to hand over."
    fix = "Correct the data, then answer the request."


class PackageChanged(DomainError):
    code = "intake.package-changed"
    detail = "The digest is not that of what the person would be given at this moment."
    fix = "Read the package again, give it to the person, and answer with its digest."
