"""A large network and what was sent in it, by the same commands as behind the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from random import Random
from typing import TypeVar
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType, ReferralMode, Urgency
from infra.application import repeated
from infra.composition import close_store, open_store
from infra.eventstore.store import EventStore
from infra.kernel import Metadata, Tenant, new_id, now
from infra.metadata import acting
from infra.settings import Settings
from infra.territories import municipalities, states
from services.referrals.cases.application import CasesApplication
from services.referrals.network.application import NetworkApplication
from services.referrals.store import STORE

T = TypeVar("T")
AT_ONCE, OFFERS_EACH = 50, 20
NEEDS = tuple(NeedDomain)
Advance = Callable[[int], None]


@contextmanager
def opened(settings: Settings) -> Iterator[EventStore]:
    store = open_store(STORE, settings)
    try:
        yield store
    finally:
        close_store(store)


def offers(store: EventStore, random: Random, count: int, slots: int) -> list[tuple[UUID, UUID]]:
    """So many offers of active partners all over the country: each with its partner."""
    app, places = NetworkApplication(store), list(municipalities().values())
    found: list[tuple[UUID, UUID]] = []
    for _ in range(0, count, OFFERS_EACH):
        here = random.choice(places)
        zone = here.zone or states()[here.uf].zone
        with acting(Metadata(actor="bench", role="network_manager", tenant=Tenant(uf=here.uf))), store.unit_of_work():
            partner = app.register_partner("Parceiro Inventado", OrganisationType.NGO, UF(here.uf), here.ibge7, zone)
            signed = now().date() - timedelta(days=1)
            partner = app.sign_agreement(
                partner.id, partner.version, kind=AgreementKind.PROTOCOL, signed_on=signed, ends_on=None,
                data_sharing_clause=True,
            )  # fmt: skip
            app.activate_partner(partner.id, partner.version)
            needs = random.choices(NEEDS, k=OFFERS_EACH)
            found += [(app.publish_offer(partner.id, [need], slots).id, partner.id) for need in needs]
    return found


def sent(store: EventStore, chosen: Iterable[UUID], office: UUID, advance: Advance = lambda done: None) -> list[UUID]:
    """A referral to each of these offers, of somebody else each time, to protect life: no field is shared."""
    cases, network, made = CasesApplication(store), NetworkApplication(store), list[UUID]()
    for batch in _batches(chosen, AT_ONCE):
        made += repeated(store, lambda batch=batch: _sent(store, cases, network, batch, office))  # type: ignore[misc]
        advance(len(made))
    return made


def _sent(
    store: EventStore, cases: CasesApplication, network: NetworkApplication, offers: list[UUID], office: UUID
) -> list[UUID]:
    said = Metadata(actor="bench", role="social_worker", tenant=Tenant(uf="AM"), legal_basis="LB_VITAL")
    made = []
    with acting(said), store.unit_of_work():
        for offer_id in offers:
            need = network.offer(offer_id).need_domains[0]
            draft = cases.draft_referral(new_id(), office, need, Urgency.NORMAL)
            made.append(cases.send_referral(draft.id, draft.version, offer_id, ReferralMode.WRITTEN).id)
    return made


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
