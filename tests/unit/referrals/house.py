"""A store `referrals` in memory with a partner, an offer and a consent, and short words for what is done with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType, ReferralMode, Urgency
from contracts.vocabulary.rights import ConsentScope, DataClass
from infra.deadlines.following import Following
from infra.eventstore.store import EventStore
from infra.kernel import Metadata, Tenant
from infra.metadata import acting
from infra.publishing import Publisher
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.domain.referral import Referral
from services.referrals.network.application import NetworkApplication
from services.referrals.network.domain.offer_terms import PLAIN, Terms
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.store import STORE

NOON = datetime(2025, 4, 17, 12, 55, tzinfo=UTC)
TODAY = NOON.date()
PERSON, OFFICE, GRANT = uuid4(), uuid4(), uuid4()
NEEDED = (DataClass.DISPLAY_NAME, DataClass.ACCESSIBILITY_NEEDS)


@dataclass
class House:
    store: EventStore = field(
        default_factory=lambda: EventStore.in_memory(
            "referrals",
            Publisher("referrals", tuple(STORE.published)),
            Following("referrals", STORE.deadlines),
        )
    )

    def __post_init__(self) -> None:
        self.network, self.cases = NetworkApplication(self.store), CasesApplication(self.store)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [message.body for message in self.store.recorder.messages]  # type: ignore[attr-defined]

    @property
    def told(self) -> list[str]:
        """The short names of everything published so far."""
        return [body["type"].removeprefix("org.travessia.referrals.").removesuffix(".v1") for body in self.messages]

    def prospect(self, org_type: OrganisationType = OrganisationType.NGO) -> Partner:
        return self.network.register_partner("Casa Travessia", org_type, UF.AM, "1399991", "America/Manaus")

    def agreed(self, org_type: OrganisationType = OrganisationType.NGO, **terms: Any) -> Partner:
        partner = self.prospect(org_type)
        kept = {"kind": AgreementKind.PROTOCOL, "signed_on": TODAY, "data_sharing_clause": True, **terms}
        return self.network.sign_agreement(partner.id, partner.version, **kept)

    def active(self, org_type: OrganisationType = OrganisationType.NGO, **terms: Any) -> Partner:
        partner = self.agreed(org_type, **terms)
        return self.network.activate_partner(partner.id, partner.version)

    def offer(self, partner: Partner | None = None, slots: int = 2, terms: Terms = PLAIN) -> ServiceOffer:
        partner = partner or self.active()
        return self.network.publish_offer(partner.id, [NeedDomain.HOUSING], slots, NEEDED, terms)

    def consent(self, partner_id: UUID, grant_id: UUID = GRANT, **changes: Any) -> UUID:
        known = {
            "person_id": PERSON, "scope": ConsentScope.SHARE_WITH_PARTNER, "recipients": (partner_id,),
            "data_classes": NEEDED, "valid_until": None, **changes,
        }  # fmt: skip
        self.cases.learn_grant(grant_id, **known)
        return grant_id

    def draft(self, urgency: Urgency = Urgency.SAME_DAY, need_domain: NeedDomain = NeedDomain.HOUSING) -> Referral:
        with acting(Metadata(tenant=Tenant(uf="AM"))):
            return self.cases.draft_referral(PERSON, OFFICE, need_domain, urgency)

    def send(self, referral: Referral, offer: ServiceOffer, grant_id: UUID | None = GRANT, **changes: Any) -> Referral:
        how = {"mode": ReferralMode.WARM_HANDOVER, "shared_fields": frozenset(NEEDED), **changes}
        return self.cases.send_referral(referral.id, referral.version, offer.id, grant_id=grant_id, **how)

    def sent(self, offer: ServiceOffer | None = None) -> Referral:
        offer = offer or self.offer()
        grant_id = self.consent(offer.partner_id)
        return self.send(self.draft(), offer, grant_id)

    def accepted(self, offer: ServiceOffer | None = None) -> Referral:
        referral = self.sent(offer)
        return self.cases.accept_referral(referral.id, referral.version)
