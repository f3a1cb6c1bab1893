"""What a referral refuses, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError, Gone


class ReferralAlreadySent(DomainError):
    code = "referrals.already-sent"
    detail = "The referral was sent."
    fix = "Draft another referral for another partner."


class ReferralNotSent(DomainError):
    code = "referrals.not-sent"
    detail = "The referral is a draft."
    fix = "Send it first."


class ReferralAlreadyReceived(DomainError):
    code = "referrals.already-received"
    detail = "Receipt was acknowledged before."
    fix = "Accept or decline it."


class ReferralAlreadyAnswered(DomainError):
    code = "referrals.already-answered"
    detail = "The partner has answered before."
    fix = "Read the referral; an answer is not taken back."


class ReferralNotAccepted(DomainError):
    code = "referrals.not-accepted"
    detail = "The partner has not accepted the referral."
    fix = "Accept it first."


class ReferralSuspended(DomainError):
    code = "referrals.suspended"
    detail = "The referral is suspended: the consent has ended, or the partner has closed."
    fix = "Go on in a new referral only, with a consent that stands."


class ReferralOver(DomainError):
    code = "referrals.over"
    detail = "The referral is over."
    fix = "Draft a new one if the need is still there."


class SharingNeedsBasis(DomainError):
    code = "referrals.sharing-needs-basis"
    detail = "A referral goes to a partner under the person's consent, or to protect life or health, or by legal duty."
    fix = "Cite a grant, or a legal basis out of LB_VITAL, LB_HEALTH and LB_LEGAL_DUTY."


class FieldsNeedConsent(DomainError):
    code = "referrals.fields-need-consent"
    detail = "Without a consent no field of the person's record is shared."
    fix = "Cite a grant, or share no field and tell the partner what it must know in person."


class AppointmentInThePast(DomainError):
    code = "referrals.appointment-in-the-past"
    detail = "An appointment is made for a later time."
    fix = "Name a time to come."


class NoSuchAppointment(DomainError):
    code = "referrals.no-such-appointment"
    detail = "There is no open appointment with this number."
    fix = "Read the referral's appointments."


class ConsentWithdrawn(Gone):
    code = "referrals.consent-withdrawn"
    detail = "The person has withdrawn the consent."
    fix = "Do not ask again; delete what you hold and confirm the recall."


class SharingOver(Gone):
    code = "referrals.sharing-over"
    detail = "The time in which you may read the shared fields is over."
    fix = "Do not ask again; delete what you hold."


class NothingToConfirm(DomainError):
    code = "referrals.nothing-to-confirm"
    detail = "There is no recall that waits for a confirmation."
    fix = "Nothing is left to do."


class AnswerStillDue(DomainError):
    code = "referrals.answer-still-due"
    detail = "The partner still has time to answer."
    fix = "Wait until the answer is overdue, or cancel the referral."


class DiscriminationAlreadyReported(DomainError):
    code = "referrals.discrimination-already-reported"
    detail = "It was reported before."
    fix = "Nothing is left to do."
