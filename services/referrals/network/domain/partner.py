"""Partner: an organisation of the support network, on its way from prospect to active, and to its end."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.partners import ContactChannel, Directory, Funnel, Sphere, StageServed
from infra.kernel import Aggregate, Event, InitialEvent, event, names_somebody
from services.referrals.network.domain import partner_refusals as refusals
from services.referrals.network.domain.agreement import Agreement, with_copy
from services.referrals.network.domain.profile import Profile
from services.referrals.network.domain.standing import NEVER_RECIPIENTS


class Partner(Profile, Aggregate, store="referrals"):
    """Its id is the organisation's id: consents name it as recipient, its people's tokens carry it as `org`."""

    snapshot_version = 2

    class Prospected(InitialEvent):
        legal_name: str
        org_type: OrganisationType
        uf: UF
        municipality_ibge7: str
        zone: str
        cnpj: str | None = None
        sphere: Sphere | None = None
        serves: tuple[StageServed, ...] = ()

    class Contacted(Event):
        channel: ContactChannel

    class NegotiationOpened(Event):
        """What it would work under is being written."""

    class Described(Event):
        sphere: Sphere | None
        serves: tuple[StageServed, ...]
        safeguarding_contact: str | None

    class AgreementSigned(Event):
        agreement: Agreement

    class AgreementCopySent(Event):
        agreement_id: UUID
        sent_on: date

    class AgreementExpired(Event):
        agreement_id: UUID
        another_in_force: bool

    class RenewalAnnounced(Event):
        REMARK = True
        agreement_id: UUID

    class Activated(Event):
        org_type: OrganisationType
        uf: UF
        municipality_ibge7: str

    class Suspended(Event):
        org_type: OrganisationType
        uf: UF
        municipality_ibge7: str

    class Closed(Event):
        org_type: OrganisationType
        uf: UF
        municipality_ibge7: str
        effective_on: date
        need_domains: tuple[NeedDomain, ...] = ()
        suspended: int = 0

    class ExternalDirectoryEntryLinked(Event):
        """`seen_on`: when what stands there was compared with what we know, for who cites the source (F09)."""

        directory: Directory
        address: str
        seen_on: date

    @event(Prospected)
    def __init__(
        self,
        legal_name: str,
        org_type: OrganisationType,
        uf: UF,
        municipality_ibge7: str,
        zone: str,
        cnpj: str | None = None,
        sphere: Sphere | None = None,
        serves: tuple[StageServed, ...] = (),
    ) -> None:
        self.legal_name, self.org_type, self.uf = legal_name, org_type, uf
        self.municipality_ibge7, self.zone = municipality_ibge7, zone
        self.cnpj, self.sphere, self.serves = cnpj, sphere, serves
        self.safeguarding_contact: str | None = None
        self.agreements: list[Agreement] = []
        self.directory_entries: dict[str, tuple[str, date]] = {}
        self.funnel = Funnel.PROSPECT
        self.closed_on: date | None = None

    @classmethod
    def register(
        cls,
        legal_name: str,
        org_type: OrganisationType,
        uf: UF,
        municipality_ibge7: str,
        zone: str,
        cnpj: str | None = None,
        sphere: Sphere | None = None,
        serves: tuple[StageServed, ...] = (),
    ) -> Partner:
        """A new prospect: data of an organisation only. Whoever is registered may receive people, so the police never.

        Raises NeverARecipient, NamesSomebody.
        """
        if org_type in NEVER_RECIPIENTS:
            raise refusals.NeverARecipient
        if names_somebody(legal_name):
            raise refusals.NamesSomebody
        return cls(
            legal_name=legal_name, org_type=org_type, uf=uf, municipality_ibge7=municipality_ibge7, zone=zone,
            cnpj=cnpj, sphere=sphere, serves=serves,
        )  # fmt: skip

    @event(Described)
    def _described(
        self, sphere: Sphere | None, serves: tuple[StageServed, ...], safeguarding_contact: str | None
    ) -> None:
        self.sphere, self.serves, self.safeguarding_contact = sphere, serves, safeguarding_contact

    @event(Contacted)
    def _contacted(self) -> None:
        if self.funnel == Funnel.PROSPECT:
            self.funnel = Funnel.CONTACTED

    @event(NegotiationOpened)
    def _negotiation_opened(self) -> None:
        self.funnel = Funnel.NEGOTIATING

    @event(AgreementSigned)
    def _agreement_signed(self, agreement: Agreement) -> None:
        self.agreements.append(agreement)
        if self.funnel in (Funnel.PROSPECT, Funnel.CONTACTED, Funnel.NEGOTIATING):
            self.funnel = Funnel.AGREED

    @event(AgreementCopySent)
    def _agreement_copy_sent(self, agreement_id: UUID, sent_on: date) -> None:
        self.agreements = with_copy(self.agreements, agreement_id, sent_on)

    @event(AgreementExpired)
    def _agreement_expired(self) -> None:
        """Days tell which agreements are in force; the event tells the others that one no longer is."""

    @event(Activated)
    def _activated(self) -> None:
        self.funnel = Funnel.ACTIVE

    @event(Suspended)
    def _suspended(self) -> None:
        self.funnel = Funnel.SUSPENDED

    @event(Closed)
    def _closed(self, effective_on: date) -> None:
        self.funnel, self.closed_on = Funnel.CLOSED, effective_on

    @event(ExternalDirectoryEntryLinked)
    def _external_directory_entry_linked(self, directory: Directory, address: str, seen_on: date) -> None:
        self.directory_entries[directory.value] = (address, seen_on)
