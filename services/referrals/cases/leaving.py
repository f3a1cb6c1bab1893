"""How a referral ends or stops and is saved: its place is given back, what was shared is recalled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from contracts.vocabulary.network import SuspensionReason
from infra.application import Application
from infra.deadlines.reading import due_under
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Aggregate, current_metadata, happening
from infra.metadata import amended
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import Status
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.placing import running_at


def recall(unit: UnitOfWork, referral: Referral, reason: SuspensionReason = SuspensionReason.CONSENT_WITHDRAWN) -> None:
    """Suspend what is open, and give the partner until DL17 to confirm that it deleted what it holds."""
    partner = unit.get(Partner, referral.sent_matter.partner_id)
    referral.follow_withdrawal(due_under(unit, "DL17", happening(), running_at(partner)).at, reason)


@contextmanager
def ending(app: Application, referral_id: UUID, expected: int, *, served: bool | None = None) -> Iterator[Referral]:
    """A referral to end; its place is free again. `served`: whether somebody was; None if it was begun."""
    with app.unit_of_work() as unit:
        referral = unit.get(Referral, referral_id, expected)
        begun = referral.status == Status.IN_PROGRESS
        yield referral
        save_and_release(unit, referral, begun if served is None else served)


def save_and_release(unit: UnitOfWork, referral: Referral, served: bool = False) -> None:
    """Save an ended referral and give back the place that it may hold or wait for."""
    offer = unit.get(ServiceOffer, referral.sent_matter.offer_id)
    offer.release_slot(referral.id, served)
    save_at_home(unit, referral, offer)


def save_at_home(unit: UnitOfWork, referral: Referral, *others: Aggregate) -> None:
    """Save under the state that the referral belongs to, also what its partner or a message decides."""
    tenant = current_metadata().tenant
    with amended(tenant=replace(tenant, uf=referral.uf or tenant.uf)):
        unit.save(referral, *others)
