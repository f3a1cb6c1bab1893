"""Answer link: by it a partner without a system of its own reads one referral and answers it, for some days.

One for each referral: a new one voids the last. What opens it, besides the link, is a code told in another way;
neither is kept, both follow from the referral, the number and a secret.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from infra.kernel import Aggregate, DomainError, Event, Forbidden, Gone, InitialEvent, derived_id, event, now
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.refusals import ReferralOver
from services.referrals.cases.domain.standing import OVER

NAMESPACE = UUID("5b0f1f0a-52a4-4e55-9d10-6f5a0a6f7c21")
TRIES = 5


class AnswerLinkOver(Gone):
    code = "referrals.answer-link-over"
    detail = "This link is not valid any more."
    fix = "Ask the office that sent it for a new one."


class AnswerCodeWrong(Forbidden):
    code = "referrals.answer-code-wrong"
    detail = "These are not the six figures that belong to the link."
    fix = "Ask the office for them; after five wrong tries the link is closed."


class AnswerLinkAlreadyVoid(DomainError):
    code = "referrals.answer-link-already-void"
    detail = "The link is not valid any more."
    fix = "Nothing is left to do; issue another one if the partner still needs it."


class AnswerLink(Aggregate, store="referrals"):
    class Issued(InitialEvent):
        referral_id: UUID
        person_id: UUID
        partner_id: UUID
        expires_at: datetime

    class Renewed(Event):
        number: int
        expires_at: datetime

    class CodeRefused(Event):
        """Told to nobody but who reads the history; `left` tries are left."""

        left: int

    class Revoked(Event):
        number: int

    @staticmethod
    def create_id(referral_id: UUID) -> UUID:
        """Found by the referral."""
        return derived_id(NAMESPACE, referral_id.hex)

    @event(Issued)
    def __init__(self, referral_id: UUID, person_id: UUID, partner_id: UUID, expires_at: datetime) -> None:
        self.referral_id, self.person_id, self.partner_id = referral_id, person_id, partner_id
        self.number, self.expires_at = 1, expires_at
        self.left, self.revoked = TRIES, False

    @classmethod
    def issue(cls, referral: Referral, days: int) -> AnswerLink:
        """The first link of a referral that waits for its partner. Raises ReferralNotSent, ReferralOver."""
        return cls(
            referral_id=referral.id, person_id=referral.person_id, partner_id=_recipient(referral), expires_at=_in(days)
        )

    def renew(self, referral: Referral, days: int) -> None:
        """Another link in the place of the last one. Raises ReferralOver."""
        _recipient(referral)
        self.trigger_event(self.Renewed, number=self.number + 1, expires_at=_in(days))

    @event(Renewed)
    def _renewed(self, number: int, expires_at: datetime) -> None:
        self.number, self.expires_at = number, expires_at
        self.left, self.revoked = TRIES, False

    @property
    def is_valid(self) -> bool:
        return not self.revoked and self.left > 0 and now() < self.expires_at

    def refuse_unless_valid(self, number: int) -> None:
        """Raises AnswerLinkOver for a link that ran out, was voided, or was tried with wrong codes."""
        if number != self.number or not self.is_valid:
            raise AnswerLinkOver

    def refuse_code(self) -> None:
        """Count a wrong code; the fifth closes the link."""
        self.trigger_event(self.CodeRefused, left=self.left - 1)

    @event(CodeRefused)
    def _code_refused(self, left: int) -> None:
        self.left = left

    def revoke(self) -> None:
        """It was handed to the wrong people, or is not needed any more."""
        if not self.is_valid:
            raise AnswerLinkAlreadyVoid
        self.trigger_event(self.Revoked, number=self.number)

    @event(Revoked)
    def _revoked(self) -> None:
        self.revoked = True


def _recipient(referral: Referral) -> UUID:
    """Who still has something to do: to answer, or to confirm what was deleted."""
    partner_id = referral.sent_matter.partner_id
    to_confirm = referral.recall_due_at is not None and not referral.recall_confirmed
    if referral.status in OVER and not to_confirm:
        raise ReferralOver
    return partner_id


def _in(days: int) -> datetime:
    return now() + timedelta(days=days)
