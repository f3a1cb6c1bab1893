"""What a partner and its agreements refuse, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError, NotFound


class PartnerNeedsAgreement(DomainError):
    code = "referrals.partner-needs-agreement"
    detail = "A partner is activated under an agreement in force only."
    fix = "Sign an agreement that has not ended."


class PartnerAlreadyActive(DomainError):
    code = "referrals.partner-already-active"
    detail = "The partner is already active."
    fix = "Nothing is left to do."


class PartnerNotActive(DomainError):
    code = "referrals.partner-not-active"
    detail = "The partner is not active."
    fix = "Activate the partner, or choose another one."


class PartnerClosed(DomainError):
    code = "referrals.partner-closed"
    detail = "The partner has closed for good."
    fix = "Choose another partner; one that opens again is registered anew."


class PartnerAlreadyWon(DomainError):
    code = "referrals.partner-already-won"
    detail = "The partner has signed: it is no longer asked or negotiated with."
    fix = "Read the partner; a new agreement is signed without another step."


class ClosingNotYet(DomainError):
    code = "referrals.closing-not-yet"
    detail = "A closing is recorded on its day or later, for everything under way there stops at once."
    fix = "Record it on the day; until then suspend the partner or pause the offers."


class NeverARecipient(DomainError):
    code = "referrals.never-a-recipient"
    detail = "Organisations of this type never receive people or their data."
    fix = "Choose a partner of another type."


class NamesSomebody(DomainError):
    code = "referrals.names-somebody"
    detail = "The text seems to hold a document, case or telephone number or an e-mail address."
    fix = "The network keeps data of organisations only: leave the number out."


class NotARoleAddress(DomainError):
    code = "referrals.not-a-role-address"
    detail = "An organisation's contact is the e-mail address of a role, such as encarregado@ or ouvidoria@."
    fix = "Ask the organisation for an address that names no person."


class AgreementEndsBeforeItStarts(DomainError):
    code = "referrals.agreement-ends-before-it-starts"
    detail = "An agreement cannot end before the day it was signed."
    fix = "Correct the days."


class AgreementExpired(DomainError):
    code = "referrals.agreement-expired"
    detail = "The partner has no agreement in force."
    fix = "Renew the agreement, or choose another partner."


class NoDataSharingClause(DomainError):
    code = "referrals.no-data-sharing-clause"
    detail = "Nothing about a person goes to a partner whose agreement has no data-sharing clause."
    fix = "Sign an agreement with such a clause, or choose another partner."


class NoSuchAgreement(NotFound):
    code = "referrals.no-such-agreement"
    detail = "The partner has no agreement of this id."
    fix = "Read the partner's agreements."


class CopyAlreadySent(DomainError):
    code = "referrals.copy-already-sent"
    detail = "The day on which the copy was sent is known."
    fix = "Nothing is left to do."


class CopyOutOfTime(DomainError):
    code = "referrals.copy-out-of-time"
    detail = "A copy of an agreement is sent after its signature, and recorded when it was sent."
    fix = "Correct the day."


class SeenInFuture(DomainError):
    code = "referrals.seen-in-future"
    detail = "What stands in another directory is compared today or before."
    fix = "Correct the day."
