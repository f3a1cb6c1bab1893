"""Referrals on the real database with a clock that goes on when it is told to, and timers that are turned by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType, ReferralMode, Urgency
from infra import world
from infra.composition import close_store, open_store
from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.running import StoreTimer
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, Tenant, acting
from infra.settings import Settings
from infra.territories import Municipality, municipalities
from services.referrals.cases.application import CasesApplication
from services.referrals.network.application import NetworkApplication
from services.referrals.network.expiring import ExpiryApplication
from services.referrals.network.views.partner_directory import PartnerDirectory
from services.referrals.store import STORE
from services.referrals.work import applications as work_applications
from tests.clock import Clock

# States without a holiday of their own in April, all by the same clock.
HERE, ZONE = (UF.MG, UF.SP, UF.PR, UF.SC, UF.RS, UF.GO), "America/Sao_Paulo"
MORNING = datetime(2025, 4, 17, 12, 0, tzinfo=UTC)


@dataclass
class Replica:
    """One worker's timer."""

    store: EventStore
    timer: StoreTimer = field(default_factory=lambda: StoreTimer("referrals"))

    def __post_init__(self) -> None:
        self.cases, self.network = CasesApplication(self.store), NetworkApplication(self.store)
        of_work = work_applications.compose(self.store, None)
        self.timer.open(self.store, (self.cases, self.network, ExpiryApplication(self.store), *of_work))

    def turn(self) -> None:
        self.timer.turn(self.cases)


@dataclass
class Town:
    one: Replica
    two: Replica
    clock: Clock
    home: Municipality
    offer: UUID

    def send(self, urgency: Urgency = Urgency.SAME_DAY) -> UUID:
        with acting(Metadata(tenant=Tenant(uf=self.home.uf), legal_basis="LB_VITAL")):
            referral = self.one.cases.draft_referral(uuid4(), uuid4(), NeedDomain.HOUSING, urgency)
            self.one.cases.send_referral(referral.id, referral.version, self.offer, ReferralMode.WARM_HANDOVER)
        return referral.id

    def kept(self, referral: UUID, rule: str = "DL05") -> Any:
        with self.one.store.begin() as unit:
            return unit.get(deadline("referrals"), deadline_id("referrals", rule, referral))

    def told(self, stream: UUID) -> list[str]:
        with self.one.store.begin() as unit:
            return [type(recorded.event).__name__ for recorded in unit.history(stream)]


@pytest.fixture
def clock() -> Iterator[Clock]:
    still = Clock(MORNING)
    with world.use(still):
        yield still


@pytest.fixture
def town(settings: Callable[[Sequence[str], str], Settings], clock: Clock) -> Iterator[Town]:
    stores = [open_store(STORE, settings(["referrals"], "worker")) for _ in range(2)]
    one, two = (Replica(store) for store in stores)
    home = _untouched(one.store)
    partner = one.network.register_partner("Casa Travessia", OrganisationType.NGO, UF(home.uf), home.ibge7, ZONE)
    terms = {"kind": AgreementKind.PROTOCOL, "signed_on": MORNING.date(), "data_sharing_clause": True}
    partner = one.network.sign_agreement(partner.id, partner.version, **terms)
    partner = one.network.activate_partner(partner.id, partner.version)
    _ring_what_is_left(one, clock)
    yield Town(one, two, clock, home, one.network.publish_offer(partner.id, [NeedDomain.HOUSING], 50, ()).id)
    for store in stores:
        close_store(store)


def _ring_what_is_left(replica: Replica, clock: Clock) -> None:
    """What earlier tests left open, of this run or of another, does not ring in this one."""
    clock.instant = datetime(2040, 1, 1, tzinfo=UTC)
    replica.turn()
    clock.instant = MORNING


def _untouched(store: EventStore) -> Municipality:
    """A municipality that no earlier test has used."""
    (view,) = (view for view in store.views.all if isinstance(view, PartnerDirectory))
    with store.begin() as unit:
        touched = {row[0] for row in view.rows(unit, "SELECT municipality_ibge7 FROM {table}")}
    return next(m for m in municipalities().values() if m.uf in HERE and m.ibge7 not in touched)
