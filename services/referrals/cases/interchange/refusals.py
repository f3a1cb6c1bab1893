"""What the exchange refuses, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError


class ReferralKnown(DomainError):
    code = "referrals.known-here"
    detail = "This referral is recorded here already."
    fix = "Read it and go on with it; the request of another system bears no number of ours."


class RequestNotOpen(DomainError):
    code = "referrals.request-not-open"
    detail = "The request is answered, ended or withdrawn in its own system."
    fix = "Send it while it is a draft or requested, or not at all."
