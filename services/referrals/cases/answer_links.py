"""Links by which a partner without a system answers: issued by the office, opened with a code, tried five times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.application import Application, repeated
from infra.erasure.application import refuse_erased
from infra.eventstore.store import EventStore
from infra.kernel import NotFound, Tenant
from infra.metadata import Metadata, acting
from infra.web.caller import Caller
from infra.web.guests import Guests
from services.referrals.cases.domain.answer_link import AnswerCodeWrong, AnswerLink
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.link_signing import Link, LinkSigner

SCOPES = frozenset({"referrals:read", "answers:write"})
ROLE = "answer_link"


@dataclass(frozen=True)
class Shown:
    """What the office hands on: the address to the partner, the code by another way."""

    path: str
    code: str
    expires_at: datetime
    valid: bool
    tries_left: int
    version: int


class AnswerLinksApplication(Application, Guests):
    def __init__(self, store: EventStore, secret: bytes) -> None:
        super().__init__(store)
        self.signer = LinkSigner(secret)

    def office_of(self, referral_id: UUID) -> UUID:
        with self.unit_of_work() as unit:
            return unit.get(Referral, referral_id).office_id

    def issue(self, referral_id: UUID, days: int) -> AnswerLink:
        """A link that is good for so many days; the last one is void from now on."""
        with self.unit_of_work() as unit:
            referral = unit.get(Referral, referral_id)
            refuse_erased(unit, referral.person_id)
            link = unit.find(AnswerLink, AnswerLink.create_id(referral_id))
            if link is None:
                link = AnswerLink.issue(referral, days)
            else:
                link.renew(referral, days)
            unit.save(link)
        return link

    def revoke(self, referral_id: UUID, expected: int) -> AnswerLink:
        with self.changing(AnswerLink, AnswerLink.create_id(referral_id), expected) as link:
            link.revoke()
        return link

    def shown(self, referral_id: UUID) -> Shown:
        """Raises NotFound while no link was issued."""
        with self.unit_of_work() as unit:
            link = unit.get(AnswerLink, AnswerLink.create_id(referral_id))
        now = Link(referral_id, link.number)
        path = f"/answers/{self.signer.written(now)}"
        return Shown(path, self.signer.code(now), link.expires_at, link.is_valid, link.left, link.version)

    def admit(self, credential: str) -> Caller:
        """The partner of one referral. Raises InvalidToken, AnswerLinkOver, AnswerCodeWrong."""
        asked, code = self.signer.read(credential)
        link = self._found(asked)
        if not self.signer.opens(asked, code):
            with acting(Metadata(actor=_account(asked), role=ROLE, tenant=Tenant(org_id=link.partner_id))):
                repeated(self.store, lambda: self._refuse(asked))
            raise AnswerCodeWrong
        return Caller(_account(asked), ROLE, ROLE, SCOPES, org=link.partner_id, only=asked.referral_id)

    def _found(self, asked: Link) -> AnswerLink:
        with self.unit_of_work() as unit:
            link = unit.find(AnswerLink, AnswerLink.create_id(asked.referral_id))
        if link is None:
            raise NotFound
        link.refuse_unless_valid(asked.number)
        return link

    def _refuse(self, asked: Link) -> None:
        """Two wrong codes at once are two tries: the second one meets the first as a version conflict."""
        with self.changing(AnswerLink, AnswerLink.create_id(asked.referral_id)) as link:
            link.refuse_unless_valid(asked.number)
            link.refuse_code()


def _account(asked: Link) -> str:
    """Under which the history and the person's list of readings name who came by a link."""
    return f"urn:travessia:answer-link:{asked.referral_id}:{asked.number}"
