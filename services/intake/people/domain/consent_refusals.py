"""What a consent ledger refuses."""

from __future__ import annotations

from infra.kernel import DomainError, NotFound


class RecipientMissing(DomainError):
    code = "intake.consent-needs-recipient"
    detail = "This purpose names whom the data may reach."
    fix = "Name at least one recipient; for a system of the state, the system; for contact, the channel."


class TransferToOwnOffice(DomainError):
    code = "intake.transfer-to-own-office"
    detail = "This office leads the person's case already."
    fix = "Name the office that is to lead it."


class TransferNeedsOpenOffice(DomainError):
    code = "intake.transfer-needs-open-office"
    detail = "A case goes to an office that serves people."
    fix = "Name an office that is neither suspended nor closing."


class GuardianNeedsDocument(DomainError):
    code = "intake.guardian-needs-document"
    detail = "Only a guardian who shows the document of guardianship allows something for somebody else."
    fix = "Give the reference of the document with `legal_guardian`, and none with `self`."


class ConsentOverBeforeGiven(DomainError):
    code = "intake.consent-over-before-given"
    detail = "A consent ends after it was given."
    fix = "Give a later end, or none: then it lasts until it is withdrawn."


class GrantNotActive(NotFound):
    code = "intake.grant-not-active"
    detail = "There is no active grant with this identifier."
    fix = "Read the ledger; the grant may already be withdrawn."
