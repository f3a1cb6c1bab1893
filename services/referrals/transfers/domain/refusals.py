"""What a transfer and the custody of a case refuse, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError


class TransferToItself(DomainError):
    code = "referrals.transfer-to-itself"
    detail = "The office that is to take the case leads it."
    fix = "Name another office."


class NotLeadingOffice(DomainError):
    code = "referrals.not-leading-office"
    detail = "The person's case is led by another office."
    fix = "Let the office that leads it ask for the transfer."


class RecordMergedAway(DomainError):
    code = "referrals.record-merged-away"
    detail = "The person's record was merged into another one."
    fix = "Transfer the surviving record."


class OfficeTakesNobody(DomainError):
    code = "referrals.office-takes-nobody"
    detail = "The office that would lead the case is closing or closed."
    fix = "Name an office that goes on."


class TransferAlreadyOpen(DomainError):
    code = "referrals.transfer-already-open"
    detail = "A transfer of this person is under way."
    fix = "Finish it or take it back first; a case is handed over once at a time."


class TransferAlreadyAnswered(DomainError):
    code = "referrals.transfer-already-answered"
    detail = "The receiving office has answered before."
    fix = "Read the transfer; an answer is not taken back."


class TransferNotAccepted(DomainError):
    code = "referrals.transfer-not-accepted"
    detail = "The receiving office has not accepted the transfer."
    fix = "Wait for its answer."


class PackageAlreadySent(DomainError):
    code = "referrals.package-already-sent"
    detail = "What goes along was settled before."
    fix = "Read the transfer; to settle it otherwise, take the transfer back and ask anew."


class PackageNotSent(DomainError):
    code = "referrals.package-not-sent"
    detail = "The office that leads the case has not settled what goes along."
    fix = "Wait until the package was prepared."


class TransferOver(DomainError):
    code = "referrals.transfer-over"
    detail = "The transfer is over."
    fix = "Ask for a new one, with a consent that stands."


class TransferNotCompleted(DomainError):
    code = "referrals.transfer-not-completed"
    detail = "The case has not gone to the other office."
    fix = "A transfer that is under way is taken back, not reversed."


class CaseMovedOn(DomainError):
    code = "referrals.case-moved-on"
    detail = "The case has moved again since this transfer."
    fix = "Ask for a new transfer, with a new consent of the person."


class ReferralStaysBehind(DomainError):
    code = "referrals.referral-stays-behind"
    detail = "Only open referrals of this person by the office that hands over can go on with their partner."
    fix = "Read the office's open referrals and name among them those that go on."


class KeepingNeedsConsent(DomainError):
    code = "referrals.keeping-needs-consent"
    detail = "A referral goes on with its partner in another territory under the person's consent alone."
    fix = "Leave it out, and it is issued anew; or ask the person for a consent and send it under that."


class CaseBeingHandedOver(DomainError):
    code = "referrals.case-being-handed-over"
    detail = "Another office has accepted the case: until it takes over, only what cannot wait a day begins here."
    fix = "Leave it to the office that takes over, or mark it as of the same day if it is."


class CaseLedElsewhere(DomainError):
    code = "referrals.case-led-elsewhere"
    detail = "The person's case is led by another office."
    fix = "Ask that office; it alone refers the person from now on."
