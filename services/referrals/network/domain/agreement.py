"""Agreement: what a partner works under, from the signature to its end, and what the council was sent of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.partners import Funnel
from infra.kernel import happening, names_somebody, new_id, now
from services.referrals.network.domain import partner_refusals as refusals
from services.referrals.network.domain.role_address import role_address


@dataclass(frozen=True)
class Agreement:
    """What was signed; days in the partner's zone, the last one included, None for no end.

    `parties`: who signed beside the partner. `copy_sent_on`: when the national council got its copy (F04).
    """

    agreement_id: UUID
    kind: AgreementKind
    signed_on: date
    ends_on: date | None
    data_sharing_clause: bool
    parties: tuple[str, ...] = ()
    dpo_contact: str | None = None
    copy_sent_on: date | None = None

    def in_force(self, day: date) -> bool:
        return self.signed_on <= day and (self.ends_on is None or day <= self.ends_on)


class Agreements:
    """Decisions of a Partner on what it works under."""

    zone: str
    funnel: Funnel
    agreements: list[Agreement]
    trigger_event: Callable[..., None]
    AgreementSigned: Any
    AgreementExpired: Any
    AgreementCopySent: Any
    RenewalAnnounced: Any

    @abstractmethod
    def refuse_if_closed(self) -> None:
        """Raises PartnerClosed."""

    @property
    def today(self) -> date:
        return happening().astimezone(ZoneInfo(self.zone)).date()

    def agreement(self, agreement_id: UUID) -> Agreement:
        """Raises NoSuchAgreement."""
        found = next((one for one in self.agreements if one.agreement_id == agreement_id), None)
        if found is None:
            raise refusals.NoSuchAgreement
        return found

    def in_force(self) -> list[Agreement]:
        """What counts today in the partner's zone."""
        return [agreement for agreement in self.agreements if agreement.in_force(self.today)]

    def sign_agreement(
        self,
        kind: AgreementKind,
        signed_on: date,
        ends_on: date | None,
        data_sharing_clause: bool,
        parties: tuple[str, ...] = (),
        dpo_contact: str | None = None,
    ) -> UUID:
        """The first agreement, or a later one beside it: what is in force counts, not what came last. Its id.

        Raises PartnerClosed, AgreementEndsBeforeItStarts, NamesSomebody, NotARoleAddress.
        """
        self.refuse_if_closed()
        if ends_on is not None and ends_on < signed_on:
            raise refusals.AgreementEndsBeforeItStarts
        if any(map(names_somebody, parties)):
            raise refusals.NamesSomebody
        contact = role_address(dpo_contact) if dpo_contact else None
        agreement = Agreement(new_id(), kind, signed_on, ends_on, data_sharing_clause, parties, contact)
        self.trigger_event(self.AgreementSigned, agreement=agreement)
        return agreement.agreement_id

    def send_copy(self, agreement_id: UUID, sent_on: date) -> None:
        """The council has got its copy (F04). Raises NoSuchAgreement, CopyAlreadySent, CopyOutOfTime."""
        agreement = self.agreement(agreement_id)
        if agreement.copy_sent_on is not None:
            raise refusals.CopyAlreadySent
        if not agreement.signed_on <= sent_on <= self.today:
            raise refusals.CopyOutOfTime
        self.trigger_event(self.AgreementCopySent, agreement_id=agreement_id, sent_on=sent_on)

    def announce_renewal(self, agreement_id: UUID) -> None:
        """Its end is near (DL22); who closes needs no other one."""
        self.agreement(agreement_id)
        if self.funnel != Funnel.CLOSED:
            self.trigger_event(self.RenewalAnnounced, agreement_id=agreement_id)

    def expire_agreement(self, agreement_id: UUID) -> None:
        """Its last day is over (PL13). A partner that has closed works under none."""
        left = self.works_on_after(agreement_id)
        if self.funnel != Funnel.CLOSED:
            self.trigger_event(self.AgreementExpired, agreement_id=agreement_id, another_in_force=left)

    def works_on_after(self, agreement_id: UUID) -> bool:
        """Whether another agreement is in force when this one is over. It may be told of its end some days late."""
        last = self.agreement(agreement_id).ends_on
        after = max(last + timedelta(days=1), now().astimezone(ZoneInfo(self.zone)).date()) if last else self.today
        return any(one.in_force(after) for one in self.agreements if one.agreement_id != agreement_id)


def with_copy(agreements: Iterable[Agreement], agreement_id: UUID, sent_on: date) -> list[Agreement]:
    """The same agreements, one of them with the day of its copy."""
    return [replace(a, copy_sent_on=sent_on) if a.agreement_id == agreement_id else a for a in agreements]
