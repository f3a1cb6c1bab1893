"""Partner: an organisation of the support network, from prospect to active, and the agreements it works under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event, happening, new_id

NEVER_RECIPIENTS = frozenset({OrganisationType.POLICE})


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


class NeverARecipient(DomainError):
    code = "referrals.never-a-recipient"
    detail = "Organisations of this type never receive people or their data."
    fix = "Choose a partner of another type."


class Funnel(StrEnum):
    """How far a partner has come."""

    PROSPECT = "prospect"
    AGREED = "agreed"
    ACTIVE = "active"
    SUSPENDED = "suspended"


@dataclass(frozen=True)
class Agreement:
    """What was signed; days in the partner's zone, the last one included, None for no end."""

    agreement_id: UUID
    kind: AgreementKind
    signed_on: date
    ends_on: date | None
    data_sharing_clause: bool

    def in_force(self, day: date) -> bool:
        return self.signed_on <= day and (self.ends_on is None or day <= self.ends_on)


class Partner(Aggregate, store="referrals"):
    """Its id is the organisation's id: consents name it as recipient, its people's tokens carry it as `org`."""

    class Prospected(InitialEvent):
        legal_name: str
        org_type: OrganisationType
        uf: UF
        municipality_ibge7: str
        zone: str

    class AgreementSigned(Event):
        agreement: Agreement

    class Activated(Event):
        org_type: OrganisationType
        uf: UF
        municipality_ibge7: str

    class Suspended(Event):
        org_type: OrganisationType
        uf: UF
        municipality_ibge7: str

    @event(Prospected)
    def __init__(self, legal_name: str, org_type: OrganisationType, uf: UF, municipality_ibge7: str, zone: str) -> None:
        self.legal_name, self.org_type, self.uf = legal_name, org_type, uf
        self.municipality_ibge7, self.zone = municipality_ibge7, zone
        self.agreements: list[Agreement] = []
        self.funnel = Funnel.PROSPECT

    @classmethod
    def register(
        cls, legal_name: str, org_type: OrganisationType, uf: UF, municipality_ibge7: str, zone: str
    ) -> Partner:
        """A new prospect. Whoever is registered here may come to receive people, so the police never is."""
        if org_type in NEVER_RECIPIENTS:
            raise NeverARecipient
        return cls(legal_name=legal_name, org_type=org_type, uf=uf, municipality_ibge7=municipality_ibge7, zone=zone)

    def sign_agreement(
        self, kind: AgreementKind, signed_on: date, ends_on: date | None, data_sharing_clause: bool
    ) -> None:
        """The first agreement, or a later one beside it: what is in force counts, not what came last."""
        if ends_on is not None and ends_on < signed_on:
            raise AgreementEndsBeforeItStarts
        agreement = Agreement(new_id(), kind, signed_on, ends_on, data_sharing_clause)
        self.trigger_event(self.AgreementSigned, agreement=agreement)

    @event(AgreementSigned)
    def _agreement_signed(self, agreement: Agreement) -> None:
        self.agreements.append(agreement)
        if self.funnel == Funnel.PROSPECT:
            self.funnel = Funnel.AGREED

    def activate(self) -> None:
        """Work with the partner from now on, or again after a suspension."""
        if self.funnel == Funnel.ACTIVE:
            raise PartnerAlreadyActive
        if not self._in_force():
            raise PartnerNeedsAgreement
        self.trigger_event(
            self.Activated, org_type=self.org_type, uf=self.uf, municipality_ibge7=self.municipality_ibge7
        )

    @event(Activated)
    def _activated(self) -> None:
        self.funnel = Funnel.ACTIVE

    def suspend(self) -> None:
        """Send nobody new there; what is under way goes on."""
        if self.funnel != Funnel.ACTIVE:
            raise PartnerNotActive
        self.trigger_event(
            self.Suspended, org_type=self.org_type, uf=self.uf, municipality_ibge7=self.municipality_ibge7
        )

    @event(Suspended)
    def _suspended(self) -> None:
        self.funnel = Funnel.SUSPENDED

    def refuse_unless_offering(self) -> None:
        """Raises the refusal that keeps this partner from offering a service."""
        if self.funnel != Funnel.ACTIVE:
            raise PartnerNotActive

    def refuse_unless_receiving(self) -> None:
        """Raises the refusal that keeps this partner from receiving a person's referral at this moment (R2)."""
        self.refuse_unless_offering()
        in_force = self._in_force()
        if not in_force:
            raise AgreementExpired
        if not any(agreement.data_sharing_clause for agreement in in_force):
            raise NoDataSharingClause

    def _in_force(self) -> list[Agreement]:
        today = happening().astimezone(ZoneInfo(self.zone)).date()
        return [agreement for agreement in self.agreements if agreement.in_force(today)]
